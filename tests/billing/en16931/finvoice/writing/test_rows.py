"""Rows on paper."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from billing.en16931.arithmetic import completed, net_of
from billing.en16931.finvoice import CannotWrite, read_finvoice
from billing.en16931.model import Adjustment, Attribute, Classification, Identifier, Item, Line, Period, Price
from tests.billing.en16931.finvoice.samples import file_of, needs_corpora, schema, written
from tests.factories.invoices import plain_invoice, plain_line

FULL = replace(
    plain_line(1),
    item=Item(
        name="Mug", description="Blue", seller_id="A1", buyer_id="B1", standard_id=Identifier("6400000000015", "0160"),
        classifications=(Classification(code="27112100", scheme="TST", version="19"),), origin_country="EE",
        attributes=(Attribute("Size", "L"),),
    ),
    unit="KGM", note="one\ntwo", object_id=Identifier("m", "ABC"), order_line="3", accounting="4000",
    period=Period(date(2026, 2, 1), date(2026, 2, 28)),
    price=Price(net=Decimal(45), gross=Decimal(50), discount=Decimal(5), base_quantity=Decimal(10), base_unit="KGM"),
    allowances=(Adjustment(amount=Decimal(2), reason="a"), Adjustment(amount=Decimal(1), percentage=Decimal(5))),
    charges=(Adjustment(amount=Decimal(3), reason="b"),),
)  # fmt: skip


def again(*lines: Line) -> tuple[Line, ...]:
    return read_finvoice(written(completed(plain_invoice(*lines)))).lines


class TestRow:
    """One row."""

    def test_is_read_as_it_was_written(self) -> None:
        assert again(FULL) == completed(plain_invoice(FULL)).lines

    def test_begins_a_long_name_in_its_field_and_says_it_whole_in_the_descriptions(self) -> None:
        name = " ".join(["Consulting"] * 15)
        line = replace(plain_line(1), item=Item(name=name))
        root = written(completed(plain_invoice(line)))
        assert root.findtext("InvoiceRow/ArticleName") == " ".join(["Consulting"] * 9)
        assert root.findtext("InvoiceRow/ArticleDescription") == name
        assert again(line)[0].item == line.item

    @needs_corpora
    def test_is_valid(self) -> None:
        schema().assertValid(written(completed(plain_invoice(FULL, plain_line(2)))))

    def test_states_no_vat_amount_that_could_contradict_the_total(self) -> None:
        root = written(completed(plain_invoice(FULL)))
        assert root.find("InvoiceRow/RowVatAmount") is None
        assert root.find("InvoiceRow/RowAmount") is None

    def test_names_the_unit_in_finnish_beside_its_code(self) -> None:
        element = written(completed(plain_invoice(replace(FULL, unit="MON")))).find("InvoiceRow/InvoicedQuantity")
        assert element is not None
        assert (element.get("QuantityUnitCode"), element.get("QuantityUnitCodeUN")) == ("kk", "MON")

    def test_refuses_a_unit_that_is_no_code(self) -> None:
        with pytest.raises(CannotWrite, match="kpl"):
            file_of(completed(plain_invoice(replace(FULL, unit="kpl"))))


class TestPrice:
    """Unit prices of many decimals."""

    @pytest.mark.parametrize(
        ("net", "quantity"),
        [
            ("0.123456", "1000"),
            ("0.123456789", "100000"),
            ("3.333333333333", "3"),
            ("0.333333333333333", "999999"),
            ("1e-12", "1"),
        ],
    )
    def test_with_more_decimals_than_fit_comes_to_the_same_amount(self, net: str, quantity: str) -> None:
        (line,) = again(plain_line(1, net=net, quantity=quantity))
        assert line.net == net_of(line, "EUR") == net_of(plain_line(1, net=net, quantity=quantity), "EUR")
        assert line.quantity == Decimal(quantity)

    def test_is_refused_where_no_writing_of_it_comes_to_the_amount(self) -> None:
        line = replace(plain_line(1, net="0.33333333333333333", quantity="99999999"), allowances=FULL.allowances)
        with pytest.raises(CannotWrite, match="at most five decimals"):
            file_of(completed(plain_invoice(line)))
