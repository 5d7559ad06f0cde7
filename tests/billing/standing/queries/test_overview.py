"""What is open in one workspace."""

from datetime import date
from decimal import Decimal

from factories.books import Books
from factories.cast import Cast

from billing.standing.queries.overview import OpenTotal, open_totals

ON = date(2026, 12, 1)


class TestOpenTotals:
    """What customers owe."""

    def test_adds_up_what_is_open_and_what_of_it_is_overdue(self, cast: Cast, kuusi: Books) -> None:
        customer = kuusi.customer()
        kuusi.invoice(customer)
        kuusi.invoice(customer, open_minor=5000, due_on=date(2026, 11, 30))
        kuusi.invoice(customer, open_minor=0)
        kuusi.invoice(customer, open_minor=-12550, kind="credit_note")
        with cast.alice.acting():
            assert open_totals(kuusi.workspace_id, on=ON) == (
                OpenTotal("EUR", 2, Decimal("175.50"), 1, Decimal("50.00")),
            )

    def test_shows_a_stranger_nothing(self, cast: Cast, kuusi: Books) -> None:
        kuusi.invoice(kuusi.customer())
        with cast.charlie.acting():
            assert open_totals(kuusi.workspace_id, on=ON) == ()
