"""Norwegian KID: the Nets manual's vectors, modulo 11's minus sign, and the sample files of others."""

import os
from pathlib import Path

import pytest

from billing.countries.no.references import canonical, check, check_kid, kid10, kid11, payment_reference, presentation
from billing.countries.reference_settings import (
    ReferenceHasOtherSigns,
    ReferenceKind,
    ReferenceSettings,
    ReferenceTooLong,
    WrongKind,
    WrongReferenceCheck,
)

CORPUS = Path(os.environ.get("SAMLA_CORPORA", "../shared/corpora")) / "bank/ocrgiro"


class TestKid:
    """Making KIDs."""

    def test_makes_the_two_of_the_manual(self) -> None:
        assert (kid10("12345678"), kid11("12345678")) == ("123456782", "123456785")

    @pytest.mark.parametrize("base", ["6", "23", "37"])
    def test_puts_a_minus_sign_where_ten_would_stand(self, base: str) -> None:
        assert kid11(base) == f"{base}-"
        check(f"{base}-")


class TestPaymentReference:
    """References from an invoice's printed number."""

    @pytest.mark.parametrize("kind", [ReferenceKind.KID10, ReferenceKind.KID11])
    def test_has_the_agreed_length(self, kind: ReferenceKind) -> None:
        made = payment_reference("20260412", ReferenceSettings(kind, length=15))
        assert len(made) == 15
        check_kid(made, kind)

    def test_fits_exactly_and_not_one_digit_more(self) -> None:
        settings = ReferenceSettings(ReferenceKind.KID10, length=7)
        assert payment_reference("999999", settings).startswith("999999")
        with pytest.raises(ReferenceTooLong, match="agreed 7 characters"):
            payment_reference("1000000", settings)

    def test_refuses_the_kind_of_another_country(self) -> None:
        with pytest.raises(WrongKind):
            payment_reference("123", ReferenceSettings(ReferenceKind.FI))


class TestCheck:
    """Checking what a payer wrote."""

    def test_accepts_either_modulus(self) -> None:
        check("123456782")
        check("123456785")

    def test_refuses_what_neither_modulus_gives(self) -> None:
        with pytest.raises(WrongReferenceCheck):
            check("123456789")

    @pytest.mark.parametrize("reference", ["-6", "6--", "12-34", "KID1", ""])
    def test_refuses_a_minus_sign_anywhere_else(self, reference: str) -> None:
        with pytest.raises(ReferenceHasOtherSigns):
            check(reference)

    @pytest.mark.skipif(not CORPUS.exists(), reason="the sample files aren't here (SAMLA_CORPORA)")
    def test_accepts_every_kid_of_real_payments(self) -> None:
        rows = (CORPUS / "ocr_giro_transactions.txt").read_text("latin-1").splitlines()
        kids = [row[49:74].strip() for row in rows if row.startswith("NY09") and row[6:8] == "30"]
        assert kids
        for kid in filter(None, kids):
            check(kid)


class TestCanonical:
    """The key under which payment and invoice meet."""

    def test_ignores_the_filling_of_the_bank_and_keeps_the_minus_sign(self) -> None:
        assert canonical(f"{'6-':0>25}") == "6-"
        assert presentation("000123") == "000123"
