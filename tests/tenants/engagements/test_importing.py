"""A list of clients: all of it or nothing."""

import pytest
from factories.business_ids import y_tunnus
from factories.cast import Cast
from factories.ways import BOBS_ID

from tenants.clients.actions import NewClient
from tenants.collaborations.register import ClientFilter, client_rows
from tenants.engagements.importing import ListedClient, ListHasErrors, import_clients, judged
from tenants.kernel.refusals import NotFound


def listed(line: int, business_id: str, **changes: str) -> ListedClient:
    email = changes.pop("email", "pia@malli.example")
    responsible, engagement = changes.pop("responsible", ""), changes.pop("engagement", "")
    client = NewClient("FI", business_id, f"Malli {line} Oy", "Pia Malli", email, "", "fi", **changes)
    return ListedClient(line, client, responsible, engagement)


class TestImportClients:
    """Taking a list."""

    def test_adds_what_is_new_with_its_engagement_and_passes_over_what_is_there(self, cast: Cast) -> None:
        firm_id = cast.kuusi.firm_id
        rows = [
            listed(2, y_tunnus(), responsible="alice@alice.example", engagement="Invoicing 2027", city="Turku"),
            listed(3, BOBS_ID),
        ]
        with cast.alice.acting(firm=firm_id) as (actor, now):
            assert [row.is_known for row in judged(firm_id, rows)] == [False, True]
            assert import_clients(actor, firm_id, rows, now=now) == 1
        with cast.alice.acting(firm=firm_id) as (_, now):
            wanted = ClientFilter(search="malli 2")
            (row,) = client_rows(firm_id, wanted, offset=0, at_most=9, now=now)
        assert (row.responsible, row.engagement, row.team) == ("Alice", "Invoicing 2027", ("Alice",))

    def test_writes_nothing_where_one_row_is_wrong(self, cast: Cast) -> None:
        firm_id, twice = cast.kuusi.firm_id, y_tunnus()
        rows = [
            listed(2, twice),
            listed(3, twice),
            listed(4, "123"),
            listed(5, y_tunnus(), email="pia"),
            listed(6, y_tunnus(), responsible="charlie@charlie.example"),
        ]
        with cast.alice.acting(firm=firm_id) as (actor, now):
            found = judged(firm_id, rows)
            assert [[field for field, _ in row.problems] for row in found] == [
                [],
                ["business_id"],
                ["business_id"],
                ["contact_email"],
                ["responsible_email"],
            ]
            with pytest.raises(ListHasErrors):
                import_clients(actor, firm_id, rows, now=now)
        with cast.alice.acting(firm=firm_id) as (_, now):
            assert client_rows(firm_id, ClientFilter(search="malli"), offset=0, at_most=9, now=now) == []

    def test_is_not_there_for_a_stranger(self, cast: Cast) -> None:
        with pytest.raises(NotFound), cast.charlie.acting(firm=cast.ek.firm_id) as (actor, now):
            import_clients(actor, cast.kuusi.firm_id, [listed(2, y_tunnus())], now=now)
