"""A run beside the last one of its stream."""

from decimal import Decimal
from uuid import UUID

from billing.runs.rules.comparing import CustomerSum, compared
from tenants.kernel.ids import CustomerId


def of(place: int, net: str, currency: str = "EUR") -> CustomerSum:
    return CustomerSum(
        customer_id=CustomerId(UUID(int=place)),
        number=str(place),
        name=f"Savi {place}",
        currency=currency,
        net=Decimal(net),
    )


def told(now: list[CustomerSum], before: list[CustomerSum]) -> list[tuple[str, str]]:
    return [(one.kind, one.number) for one in compared(now, before)]


class TestCompared:
    def test_tells_new_and_missing_customers(self) -> None:
        assert told([of(1, "10")], [of(2, "10")]) == [("missing", "2"), ("new", "1")]

    def test_tells_a_change_from_a_quarter_on(self) -> None:
        assert told([of(1, "125"), of(2, "124.99"), of(3, "75")], [of(1, "100"), of(2, "100"), of(3, "100")]) == [
            ("changed", "1"),
            ("changed", "3"),
        ]

    def test_adds_up_what_one_customer_is_billed(self) -> None:
        assert told([of(1, "60"), of(1, "60")], [of(1, "100")]) == []

    def test_takes_each_currency_by_itself(self) -> None:
        assert told([of(1, "100", "SEK")], [of(1, "100")]) == [("missing", "1"), ("new", "1")]

    def test_tells_any_change_from_nil_and_none_where_nothing_changed(self) -> None:
        assert told([of(1, "1"), of(2, "0")], [of(1, "0"), of(2, "0")]) == [("changed", "1")]

    def test_puts_the_largest_first(self) -> None:
        assert told([of(1, "200"), of(2, "900")], [of(1, "100"), of(2, "100")]) == [("changed", "2"), ("changed", "1")]
