"""Search across clients."""

import pytest
from factories.books import Books
from factories.cast import Cast

from billing.standing.queries.finding import Found, find_everywhere


def find(cast: Cast, typed: str) -> Found:
    with cast.alice.acting() as (actor, _now):
        return find_everywhere(tuple(actor.workspaces), typed)


class TestSearch:
    """What a few letters or digits find."""

    @pytest.mark.parametrize("typed", ["100102", "100102%", " 1001020001 ", "100102 00"])
    def test_finds_invoices_by_the_start_of_their_number(self, cast: Cast, kuusi: Books, typed: str) -> None:
        invoice = kuusi.invoice(kuusi.customer(), number="1001020001", reference="73")
        kuusi.invoice(kuusi.customer("Muu Oy"), number="2001020001", reference="74")
        assert [row.id for row in find(cast, typed).invoices] == [invoice]

    @pytest.mark.parametrize("typed", ["100102*01", "1001*0001", "1*2%1", "125,50", "125.50", "125,50 EUR", "€ 125,50"])
    def test_finds_invoices_by_pattern_or_amount(self, cast: Cast, kuusi: Books, typed: str) -> None:
        invoice = kuusi.invoice(kuusi.customer(), number="1001020001", reference="73")
        kuusi.invoice(
            kuusi.customer(), number="2001020001", reference="74", net_minor=10000, vat_minor=2551, total_minor=12551
        )
        assert [row.id for row in find(cast, typed).invoices] == [invoice]

    @pytest.mark.parametrize("typed", ["100102*02", "*0001", "125,51", "125,50 SEK", "125"])
    def test_finds_no_invoice_of_another_pattern_or_amount(self, cast: Cast, kuusi: Books, typed: str) -> None:
        kuusi.invoice(kuusi.customer(), number="1001020001", reference="73")
        assert find(cast, typed).invoices == ()

    @pytest.mark.parametrize("typed", ["125,50", "126,00", "126,00 EUR"])
    def test_finds_invoices_by_their_total_and_by_what_is_to_be_paid(
        self, cast: Cast, kuusi: Books, typed: str
    ) -> None:
        invoice = kuusi.invoice(kuusi.customer(), asked_minor=12600)
        assert [row.id for row in find(cast, typed).invoices] == [invoice]

    @pytest.mark.parametrize("typed", ["rf18 5390", "RF185390"])
    def test_finds_invoices_by_reference_however_it_is_spaced(self, cast: Cast, kuusi: Books, typed: str) -> None:
        invoice = kuusi.invoice(kuusi.customer(), reference="RF18539007547034")
        assert [row.id for row in find(cast, typed).invoices] == [invoice]

    @pytest.mark.parametrize("typed", ["öh", "ÖHMAN", "10077"])
    def test_finds_customers_by_name_or_number(self, cast: Cast, kuusi: Books, typed: str) -> None:
        customer = kuusi.customer("Öhman Ab", number="10077")
        kuusi.customer("Ohm Oy", number="20077")
        found = find(cast, typed).customers
        assert [(row.id, row.client) for row in found] == [(customer, "Kuusi Keramiikka Oy")]

    def test_finds_customers_by_another_word_where_no_name_begins_so(self, cast: Cast, kuusi: Books) -> None:
        customer = kuusi.customer("Ab Öhman & Söner")
        assert [row.id for row in find(cast, "söner").customers] == [customer]
        assert find(cast, "öner").customers == ()
        first = kuusi.customer("Söner Ab")
        assert [row.id for row in find(cast, "söner").customers] == [first]

    def test_finds_clients_by_any_part_of_their_name(self, cast: Cast, kuusi: Books) -> None:
        assert [client.id for client in find(cast, "keram").clients] == [kuusi.workspace_id]

    @pytest.mark.parametrize("typed", ["", " ", "%", "'; drop table invoice; --", "\U0010ffff", "%_"])
    def test_finds_nothing_by_nothing_or_by_tricks(self, cast: Cast, kuusi: Books, typed: str) -> None:
        kuusi.invoice(kuusi.customer())
        assert find(cast, typed) == Found()

    def test_finds_at_most_so_many(self, cast: Cast, kuusi: Books) -> None:
        for _ in range(3):
            kuusi.customer()
        with cast.alice.acting() as (actor, _now):
            assert len(find_everywhere(tuple(actor.workspaces), "Matkailu", at_most=2).customers) == 2

    def test_shows_a_stranger_nothing(self, cast: Cast, kuusi: Books) -> None:
        kuusi.invoice(kuusi.customer(), number="1001020001")
        with cast.charlie.acting() as (actor, _now):
            assert find_everywhere(tuple(actor.workspaces), "100102") == Found()
            assert find_everywhere((kuusi.workspace_id,), "100102") == Found()
