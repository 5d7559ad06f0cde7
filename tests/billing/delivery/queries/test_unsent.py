"""What waits to be sent: the list and its counts agree, and a stranger sees neither."""

from dataclasses import replace

from factories.cast import Cast
from factories.issued import BY_EINVOICE, BY_EMAIL, issue, rendered

from billing.delivery.actions import send_invoices
from billing.delivery.queries import unsent_counts, unsent_rows
from tenants.kernel.ids import WorkspaceId


def counted(where: WorkspaceId) -> dict[str, int]:
    return {each.channel: each.count for each in unsent_counts([where])}


class TestUnsent:
    """`unsent_rows` and `unsent_counts`."""

    def test_agree_by_channel_and_lose_what_is_sent(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        ids = rendered(cast.alice, where, [BY_EMAIL, BY_EINVOICE, replace(BY_EMAIL, name="Toinen Oy")])
        with cast.alice.acting():
            assert counted(where) == {"email": 2, "einvoice": 1}
            for channel, count in (("email", 2), ("einvoice", 1), (None, 3)):
                rows = unsent_rows([where], channel=channel)  # type: ignore[arg-type]  # a channel, or all
                assert len(rows) == count
                assert all(channel in {None, row.route.channel} for row in rows)
            assert [row.invoice_id for row in unsent_rows([where], offset=1, limit=1)] == [ids[1]]
        with cast.alice.acting(in_=where) as (actor, now):
            send_invoices(actor, where, ids[:1], now=now)
            assert counted(where) == {"email": 1, "einvoice": 1}

    def test_show_what_isnt_rendered_yet_with_the_way_it_will_go(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        issue(cast.alice, where, [BY_EINVOICE])
        with cast.alice.acting():
            (row,) = unsent_rows([where])
            assert (row.rendered, row.route.channel) == (False, "einvoice")
            assert (row.customer_name, row.currency) == ("Verkko & Lasku Oy", "EUR")

    def test_show_a_stranger_nothing(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        issue(cast.alice, where, [BY_EMAIL])
        with cast.charlie.acting():
            assert unsent_rows([where]) == ()
            assert unsent_counts([where]) == ()
