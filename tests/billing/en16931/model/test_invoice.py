"""The invoice model."""

from dataclasses import FrozenInstanceError

import pytest

from tests.factories.invoices import plain_invoice


class TestInvoice:
    """What an invoice knows of itself."""

    @pytest.mark.parametrize(("code", "credit"), [("380", False), ("384", False), ("389", False), ("381", True)])
    def test_is_a_credit_note_by_its_type_code(self, code: str, credit: bool) -> None:  # noqa: FBT001  a case of a table
        assert plain_invoice(type_code=code).is_credit_note is credit

    def test_never_changes(self) -> None:
        with pytest.raises(FrozenInstanceError):
            plain_invoice().number = "2"  # type: ignore[misc]  # that it can't be set is what is tested

    def test_can_be_a_key(self) -> None:
        assert len({plain_invoice(), plain_invoice()}) == 1
