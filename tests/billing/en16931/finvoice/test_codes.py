"""Codes that differ between Finvoice and EN 16931."""

import pytest

from billing.en16931.finvoice.codes import IBAN, UNITS, kind_of, unit_code, unit_name
from billing.en16931.model.invoice import CREDIT_NOTE_CODES


class TestKindOf:
    """Finnish kinds of document."""

    def test_is_a_credit_note_for_every_credit_note_code(self) -> None:
        assert {kind_of(code) for code in CREDIT_NOTE_CODES} == {"INV02"}

    @pytest.mark.parametrize(("code", "kind"), [("380", "INV01"), ("389", "INV07"), ("325", "INV06"), ("386", "INV01")])
    def test_is_an_invoice_for_the_rest(self, code: str, kind: str) -> None:
        assert kind_of(code) == kind


class TestUnits:
    """Finnish names of units."""

    def test_names_lead_back_to_their_codes(self) -> None:
        assert all(unit_code(unit_name(code)) == code for code in UNITS.values())

    def test_unknown_names_are_pieces(self) -> None:
        assert unit_code("tusina") == "C62"

    def test_unknown_codes_are_their_own_names(self) -> None:
        assert unit_name("ZZ") == "ZZ"


class TestIban:
    """Account numbers."""

    def test_is_told_from_a_national_account(self) -> None:
        assert IBAN.fullmatch("FI9599900100000015")
        assert not IBAN.fullmatch("5050-1055")
