"""Danish FIK +71: published vectors and the payment line."""

import pytest

from billing.countries.dk.references import canonical, check, fik71, payment_line, payment_reference, presentation
from billing.countries.reference_settings import (
    ReferenceKind,
    ReferenceSettings,
    ReferenceTooLong,
    WrongKind,
    WrongReferenceCheck,
    WrongReferenceLength,
)
from tenants.registries.refusals import NotGivenOut

FIK = ReferenceSettings(ReferenceKind.FIK71)


class TestFik71:
    """Making payment ids."""

    @pytest.mark.parametrize(
        ("base", "made"),
        [("1", "000000000000018"), ("2", "000000000000026"), ("00404040000066", "004040400000669")],
    )
    def test_makes_the_published_ones(self, base: str, made: str) -> None:
        assert fik71(base) == made
        check(made)


class TestPaymentReference:
    """References from an invoice's printed number."""

    def test_always_has_fifteen_digits(self) -> None:
        assert payment_reference("F-2", FIK) == "000000000000026"

    def test_refuses_more_than_fourteen_digits(self) -> None:
        with pytest.raises(ReferenceTooLong, match="agreed 15 characters"):
            payment_reference("1" * 15, FIK)

    def test_refuses_the_kind_of_another_country(self) -> None:
        with pytest.raises(WrongKind):
            payment_reference("1", ReferenceSettings(ReferenceKind.RF))


class TestCheck:
    """Checking what a payer wrote."""

    def test_wants_all_fifteen_digits(self) -> None:
        with pytest.raises(WrongReferenceLength):
            check("18")

    def test_refuses_a_wrong_check_digit(self) -> None:
        with pytest.raises(WrongReferenceCheck):
            check("000000000000019")


class TestPaymentLine:
    """The line at the foot of the invoice."""

    def test_looks_as_the_bank_expects(self) -> None:
        assert payment_line("004040400000669", "81234567") == "+71<004040400000669+81234567<"

    def test_refuses_a_creditor_that_banks_do_not_give_out(self) -> None:
        with pytest.raises(NotGivenOut):
            payment_line("004040400000669", "12345678")

    def test_leads_back_to_the_invoice(self) -> None:
        assert canonical("+71< 004040400000669 +81234567<") == canonical("004040400000669") == "4040400000669"
        assert presentation("000000000000018") == "000000000000018"
