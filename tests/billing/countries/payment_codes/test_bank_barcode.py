"""The Finnish bank barcode: vectors of the guide, and what it can't hold."""

from datetime import date
from decimal import Decimal

import pytest

from billing.countries.creditor_reference import rf_reference
from billing.countries.payment_codes.bank_barcode import LettersInReference, NotFinnishAccount, bank_barcode
from billing.countries.reference_settings import WrongReferenceCheck

GUIDE = [
    (
        "FI7944052020036082",
        "4883.15",
        "868516259619897",
        date(2010, 6, 12),
        "479440520200360820048831500000000868516259619897100612",
    ),
    (
        "FI5810171000000122",
        "482.99",
        "559582243294671",
        date(2012, 1, 31),
        "458101710000001220004829900000000559582243294671120131",
    ),
    (
        "FI0250004640001302",
        "693.80",
        "69875672083435364",
        date(2011, 7, 24),
        "402500046400013020006938000000069875672083435364110724",
    ),
    (
        "FI1680001400050267",
        "935.85",
        "78777679656628687",
        None,
        "416800014000502670009358500000078777679656628687000000",
    ),
    ("FI7331313001000058", None, "868624", date(2013, 8, 9), "473313130010000580000000000000000000000000868624130809"),
    (
        "FI7944052020036082",
        "4883.15",
        "RF09868516259619897",
        date(2010, 6, 12),
        "579440520200360820048831509000000868516259619897100612",
    ),
    (
        "FI3936363002092492",
        "1.03",
        "RF66590738390",
        date(2023, 3, 11),
        "539363630020924920000010366000000000000590738390230311",
    ),
]
DAY = date(2026, 12, 7)


class TestBankBarcode:
    """The 54 digits."""

    @pytest.mark.parametrize(("iban", "amount", "reference", "due_on", "code"), GUIDE)
    def test_equals_the_guide(
        self, iban: str, amount: str | None, reference: str, due_on: date | None, code: str
    ) -> None:
        assert bank_barcode(iban, Decimal(amount) if amount else None, reference, due_on) == code

    @pytest.mark.parametrize(
        ("amount", "digits"), [("999999.99", "99999999"), ("1000000", "00000000"), ("-1", "00000000")]
    )
    def test_leaves_an_amount_out_that_does_not_fit(self, amount: str, digits: str) -> None:
        assert bank_barcode("FI7944052020036082", Decimal(amount), "1232", DAY)[17:25] == digits

    def test_has_54_digits_however_references_are_written(self) -> None:
        spaced = bank_barcode("FI79 4405 2020 0360 82", Decimal(1), "86851 62596 19897", DAY)
        assert len(spaced) == 54
        assert spaced == bank_barcode("FI7944052020036082", Decimal(1), "00000868516259619897", DAY)

    def test_refuses_a_foreign_account(self) -> None:
        with pytest.raises(NotFinnishAccount):
            bank_barcode("SE4550000000058398257466", Decimal(1), "1232", DAY)

    def test_refuses_a_wrong_reference(self) -> None:
        with pytest.raises(WrongReferenceCheck):
            bank_barcode("FI7944052020036082", Decimal(1), "1233", DAY)

    def test_refuses_letters_in_an_rf_reference(self) -> None:
        with pytest.raises(LettersInReference):
            bank_barcode("FI7944052020036082", Decimal(1), rf_reference("INV2026"), DAY)
