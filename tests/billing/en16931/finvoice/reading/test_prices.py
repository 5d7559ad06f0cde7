"""Quantities and prices that come to the row's amount."""

from decimal import Decimal

import pytest

from billing.en16931.arithmetic import net_of
from billing.en16931.model import Line
from tests.billing.en16931.finvoice.samples import amount, finvoice, read


def line(net: str | None, quantity: str | None, *elements: str, unit: str = "") -> Line:
    counted = f'<InvoicedQuantity QuantityUnitCode="kpl">{quantity}</InvoicedQuantity>' if quantity else ""
    stated = amount("RowVatExcludedAmount", net) if net else ""
    row = counted + "".join(elements).replace("UNIT", unit) + stated
    return read(finvoice(None, row)).lines[0]


def price(value: str, name: str = "UnitPriceAmount") -> str:
    return amount(name, value)


class TestPriceThatIsStated:
    """A unit price in the file."""

    @pytest.mark.parametrize(
        ("net", "quantity", "stated"),
        [("100,00", "2", "50,00"), ("-100,00", "-2", "50,00"), ("100,00", "-2", "-50,00"), ("-100,00", "2", "-50,00")],
    )
    def test_is_never_negative(self, net: str, quantity: str, stated: str) -> None:
        found = line(net, quantity, price(stated))
        assert found.price.net == 50
        assert found.net == net_of(found, "EUR") == Decimal(net.replace(",", "."))

    def test_takes_the_sign_of_the_amount_where_they_contradict(self) -> None:
        assert line("-100,00", "2", price("50,00")).quantity == -2

    def test_is_per_base_quantity(self) -> None:
        base = "<UnitPriceBaseQuantity>1000</UnitPriceBaseQuantity>"
        found = line("12,50", "500", price("25,00"), base)
        assert (found.price.base_quantity, net_of(found, "EUR")) == (1000, Decimal("12.50"))

    def test_may_be_in_cents(self) -> None:
        cents = price("0,63").replace("<UnitPriceAmount", '<UnitPriceAmount UnitPriceUnitCode="c/kWh"')
        found = line("2285,90", "362842", cents)
        assert (found.price.net, found.price.base_quantity) == (Decimal("0.63"), 100)
        assert net_of(found, "EUR") == found.net

    def test_in_cents_is_believed_where_nothing_was_sold(self) -> None:
        cents = price("1,41").replace("<UnitPriceAmount", '<UnitPriceAmount UnitPriceUnitCode="snt/kWh"')
        assert line("0,00", "0", cents).price.base_quantity == 100

    def test_before_discount_is_kept_beside_the_price_after_it(self) -> None:
        found = line("90,00", "2", price("50,00"), price("45,00", "UnitPriceNetAmount"))
        assert (found.price.net, found.price.gross, found.price.discount) == (45, 50, 5)

    def test_that_comes_to_something_else_is_kept_for_comparison(self) -> None:
        found = line("99,00", "2", price("50,00"))
        assert (found.net, net_of(found, "EUR")) == (99, 100)


class TestDiscount:
    """A discount in the row."""

    PERCENT = "<RowDiscountPercent>10</RowDiscountPercent>"

    def test_in_percent_is_taken_of_quantity_and_price(self) -> None:
        found = line("90,00", "2", price("50,00"), self.PERCENT)
        assert [(one.amount, one.percentage) for one in found.allowances] == [(10, 10)]
        assert net_of(found, "EUR") == 90

    def test_already_in_the_price_isnt_taken_twice(self) -> None:
        found = line("90,00", "2", price("50,00"), price("45,00", "UnitPriceNetAmount"), self.PERCENT)
        assert (found.allowances, found.price.gross) == ((), 50)

    @pytest.mark.parametrize("sign", ["", "-"])
    def test_is_positive_whatever_its_sign(self, sign: str) -> None:
        found = line("90,00", "2", price("50,00"), amount("RowDiscountAmount", f"{sign}10,00"))
        assert net_of(found, "EUR") == 90
        assert [one.amount for one in found.allowances] == [10]

    def test_of_a_row_of_its_own_is_a_negative_quantity(self) -> None:
        found = line("-10,00", None)
        assert (found.quantity, found.price.net) == (-1, 10)

    def test_of_a_returned_article_is_a_charge(self) -> None:
        found = line("-90,00", "-2", price("50,00"), self.PERCENT)
        assert ([one.amount for one in found.charges], found.allowances) == ([10], ())
        assert net_of(found, "EUR") == -90


class TestPriceThatIsMissing:
    """Only an amount in the file."""

    @pytest.mark.parametrize("quantity", [None, "1", "3", "7", "0,333", "362842", "-3", "0"])
    @pytest.mark.parametrize("net", ["100,00", "-0,01", "2285,90"])
    def test_comes_to_the_amount(self, net: str, quantity: str | None) -> None:
        found = line(net, quantity)
        assert found.net == net_of(found, "EUR") == Decimal(net.replace(",", "."))
        assert found.price.net >= 0

    def test_is_nil_where_the_amount_is(self) -> None:
        found = line("0,00", "5")
        assert (found.quantity, found.price.net) == (5, 0)


class TestQuantity:
    """How many."""

    def test_is_the_delivered_one_where_none_was_invoiced(self) -> None:
        found = line("100,00", None, '<DeliveredQuantity QuantityUnitCode="kg">4</DeliveredQuantity>', price("25,00"))
        assert (found.quantity, found.unit) == (4, "KGM")
