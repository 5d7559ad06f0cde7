"""Swedish OCR: Bankgirot's published example references, length digit and fixed lengths."""

import os
from pathlib import Path

import pytest

from billing.countries.reference_settings import (
    ReferenceHasOtherSigns,
    ReferenceKind,
    ReferenceSettings,
    ReferenceTooLong,
    WrongKind,
    WrongReferenceCheck,
    WrongReferenceLength,
)
from billing.countries.se.references import canonical, check, check_length_digit, ocr, payment_reference, presentation

PUBLISHED = ["655969", "657866", "658765", "657767", "657965", "650861", "659763", "658260", "658369", "658468"]
CORPUS = Path(os.environ.get("SAMLA_CORPORA", "../shared/corpora")) / "bank/bgmax"


class TestOcr:
    """Making OCR numbers."""

    @pytest.mark.parametrize("reference", PUBLISHED)
    def test_makes_the_published_ones_with_their_length_digit(self, reference: str) -> None:
        assert ocr(reference[:4], length_digit=True) == reference
        check_length_digit(reference)

    def test_counts_length_and_check_digit_into_the_length(self) -> None:
        assert ocr("12345678", length_digit=True)[8] == "0"


class TestPaymentReference:
    """References from an invoice's printed number."""

    def test_fills_a_fixed_length_with_zeros(self) -> None:
        made = payment_reference("412", ReferenceSettings(ReferenceKind.OCR, length=10))
        assert len(made) == 10
        assert canonical(made) == canonical(ocr("412"))

    def test_refuses_a_number_too_long_for_the_agreement(self) -> None:
        with pytest.raises(ReferenceTooLong, match="agreed 6 characters"):
            payment_reference("202604", ReferenceSettings(ReferenceKind.OCR, length=6))

    def test_counts_the_length_digit_when_it_looks_for_room(self) -> None:
        settings = ReferenceSettings(ReferenceKind.OCR, length=6, length_digit=True)
        assert payment_reference("6559", settings) == "655969"
        with pytest.raises(ReferenceTooLong):
            payment_reference("65590", settings)

    def test_ends_at_twenty_five_digits(self) -> None:
        assert len(payment_reference("1" * 24, ReferenceSettings(ReferenceKind.OCR))) == 25
        with pytest.raises(ReferenceTooLong):
            payment_reference("1" * 25, ReferenceSettings(ReferenceKind.OCR))

    def test_refuses_the_kind_of_another_country(self) -> None:
        with pytest.raises(WrongKind):
            payment_reference("123", ReferenceSettings(ReferenceKind.KID10))


class TestCheck:
    """Checking what a payer wrote."""

    def test_refuses_a_wrong_check_digit(self) -> None:
        with pytest.raises(WrongReferenceCheck):
            check("655968")

    def test_refuses_a_wrong_length_digit_at_level_three(self) -> None:
        with pytest.raises(WrongReferenceLength):
            check_length_digit(ocr("65597"))

    def test_refuses_letters_and_single_digits(self) -> None:
        with pytest.raises(ReferenceHasOtherSigns):
            check("65A969")
        with pytest.raises(WrongReferenceLength):
            check("0")

    @pytest.mark.skipif(not CORPUS.exists(), reason="the sample files aren't here (SAMLA_CORPORA)")
    def test_accepts_every_reference_the_bank_called_correct(self) -> None:
        rows = [line for file in CORPUS.glob("*.txt") for line in file.read_text("latin-1").splitlines()]
        correct = [row[12:37].strip() for row in rows if row.startswith("20") and row[55:56] == "2"]
        assert correct
        for reference in correct:
            check_length_digit(reference)


class TestPresentation:
    """How references are printed."""

    def test_has_no_spaces_because_the_slip_is_read_by_machine(self) -> None:
        assert presentation("655969") == "655969"
