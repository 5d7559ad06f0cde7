"""What a file leaves out and EN 16931 wants said."""

from decimal import Decimal

import pytest

from billing.en16931.model import Adjustment, Attribute, Identifier, Item, Line
from billing.invoices.rules.saying import said_in_full
from tests.factories.full_invoices import full_invoice
from tests.factories.invoices import plain_invoice, plain_line

BARE = Adjustment(amount=Decimal(1))


def sold(standard_id: Identifier | None) -> Item:
    line = plain_line()
    changed = Line(
        id="1", quantity=line.quantity, price=line.price, vat=line.vat, item=Item(name="Mug", standard_id=standard_id)
    )
    return said_in_full(plain_invoice(changed), "fi").lines[0].item


class TestSaidInFull:
    """Reasons and schemes."""

    def test_says_in_the_sellers_language_what_a_discount_is(self) -> None:
        invoice = said_in_full(plain_invoice(allowances=(BARE,), charges=(BARE,)), "sv")
        assert (invoice.allowances[0].reason, invoice.charges[0].reason) == ("Rabatt", "Tillägg")

    def test_changes_nothing_that_is_said(self) -> None:
        assert said_in_full(full_invoice(), "fi") == full_invoice()

    @pytest.mark.parametrize("number", ["6412345678907", "6412345 678907"])
    def test_takes_a_number_with_gtins_check_digit_for_one(self, number: str) -> None:
        assert sold(Identifier(number)).standard_id == Identifier("6412345678907", "0160")

    def test_keeps_another_number_as_a_property(self) -> None:
        item = sold(Identifier("ARTICLE-1"))
        assert (item.standard_id, item.attributes) == (None, (Attribute("EAN", "ARTICLE-1"),))

    def test_keeps_a_number_with_its_scheme(self) -> None:
        assert sold(Identifier("17", "0088")).standard_id == Identifier("17", "0088")
