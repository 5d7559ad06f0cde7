"""What a person has to look at."""

import pytest
from factories.books import Books
from factories.cast import Cast

from billing.delivery.actions.withholding import withhold
from billing.delivery.queries import attention_counts, attention_rows
from tenants.kernel.ids import InvoiceId


class TestAttention:
    """`attention_rows` and `attention_counts`."""

    @pytest.mark.parametrize("state", ["failed", "unknown"])
    def test_asks_for_nothing_once_an_invoice_isnt_sent_at_all(self, cast: Cast, state: str) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        where, customer = books.workspace_id, books.customer()
        credited, other = (books.invoice(customer) for _ in range(2))
        for one in (credited, other):
            books.delivery(one, state)
        with cast.alice.acting(in_=where) as (_actor, now):
            assert [row.invoice_id for row in attention_rows([where])] == [credited, other]
            withhold(where, [InvoiceId(credited)], by=cast.alice.user_id, now=now)
            assert [row.invoice_id for row in attention_rows([where])] == [other]
            assert [row.count for row in attention_counts([where])] == [1]
