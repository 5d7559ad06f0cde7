"""The firm's register as a list."""

from factories.business_ids import y_tunnus
from factories.cast import Cast

from tenants.agreements.actions import Offer, cancel_agreement
from tenants.clients.actions import NewClient, add_client
from tenants.collaborations.actions import invite_client
from tenants.collaborations.client_page import get_client_page
from tenants.collaborations.register import ClientFilter, client_count, client_rows
from tenants.engagements.actions import add_engagement
from tenants.kernel.ids import ClientId


def add(cast: Cast, name: str) -> ClientId:
    with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
        new = NewClient("FI", y_tunnus(), name, "Pia Malli", "pia@malli.example", "", "fi")
        return add_client(actor, cast.kuusi.firm_id, new, now=now)


def names(cast: Cast, **wanted: object) -> list[str]:
    with cast.alice.acting(firm=cast.kuusi.firm_id) as (_, now):
        asked = ClientFilter(**wanted)
        rows = client_rows(cast.kuusi.firm_id, asked, offset=0, at_most=50, now=now)
        assert client_count(cast.kuusi.firm_id, asked) == len(rows)
        return [row.name for row in rows]


class TestClientRows:
    """Rows of the register."""

    def test_tell_how_far_each_client_has_come(self, cast: Cast) -> None:
        add(cast, "Aalto Leipomo Oy")
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (_, now):
            first, second = client_rows(cast.kuusi.firm_id, ClientFilter(), offset=0, at_most=9, now=now)
        assert (first.name, first.state, first.engagement) == ("Aalto Leipomo Oy", None, "")
        assert (second.name, second.state, second.variant) == ("Kuusi Keramiikka Oy", "active", "pro")
        assert (second.engagement, second.responsible, second.team) == ("Invoicing 2026", "", ("Alice",))

    def test_tell_no_renewal_of_a_plan_that_is_cancelled(self, cast: Cast) -> None:
        with cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            cancel_agreement(actor, cast.kuusi.workspace_id, now=now)
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (_, now):
            (row,) = client_rows(cast.kuusi.firm_id, ClientFilter(), offset=0, at_most=9, now=now)
        assert (row.state, row.variant, row.renews_on) == ("active", "pro", None)
        page = f"/f/{cast.kuusi.firm_id}/clients/{row.id}"
        told = cast.alice.browser().get(page).get_data(as_text=True)
        assert "Cancelled; ends on" in told
        assert "Last day to cancel" not in told
        assert "Cancelled; ends on" in cast.bob.browser().get(f"/w/{row.workspace_id}/approvals").get_data(as_text=True)

    def test_narrow_by_state_engagement_person_variant_and_search(self, cast: Cast) -> None:
        add(cast, "Aalto Leipomo Oy")
        assert names(cast, state="none") == ["Aalto Leipomo Oy"]
        assert names(cast, state="active") == ["Kuusi Keramiikka Oy"]
        assert names(cast, engagement="Invoicing 2026") == ["Kuusi Keramiikka Oy"]
        assert names(cast, responsible=cast.alice.user_id) == ["Kuusi Keramiikka Oy"]
        assert names(cast, responsible=cast.charlie.user_id) == []
        assert names(cast, variant="start") == []
        assert names(cast, search="LEIPO") == ["Aalto Leipomo Oy"]

    def test_sort_either_way_with_the_empty_ones_last(self, cast: Cast) -> None:
        add(cast, "Aalto Leipomo Oy")
        for column in ("business_id", "engagement", "state", "variant", "renewal", "invited"):
            assert len(names(cast, sort=column)) == 2
            assert names(cast, sort=column, descending=True)[-1] == "Aalto Leipomo Oy" or column == "business_id"
        assert names(cast, descending=True) == ["Kuusi Keramiikka Oy", "Aalto Leipomo Oy"]

    def test_show_one_row_for_a_client_with_two_engagements(self, cast: Cast) -> None:
        client_id = add(cast, "Aalto Leipomo Oy")
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            for name in ("Payroll", "Invoicing"):
                add_engagement(actor, cast.kuusi.firm_id, client_id, name, [cast.alice.user_id], now=now)
        assert names(cast, search="aalto") == ["Aalto Leipomo Oy"]

    def test_stay_hidden_from_another_firm_by_the_query_and_by_the_database(self, cast: Cast) -> None:
        with cast.charlie.acting(firm=cast.ek.firm_id) as (_, now):
            assert client_count(cast.kuusi.firm_id, ClientFilter()) == 0
            rows = client_rows(cast.ek.firm_id, ClientFilter(), offset=0, at_most=9, now=now)
            assert [row.name for row in rows] == ["Ekens Bageri AB"]


class TestClientPage:
    """What the firm knows of one client."""

    def test_tells_what_happened_in_order(self, cast: Cast) -> None:
        client_id = add(cast, "Aalto Leipomo Oy")
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            firm_id, people = cast.kuusi.firm_id, [cast.alice.user_id]
            engagement_id = add_engagement(actor, firm_id, client_id, "Invoicing", people, now=now)
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            invite_client(actor, firm_id, engagement_id, Offer("smart", 3, "client"), now=now)
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (_, now):
            page = get_client_page(firm_id, client_id, now=now)
        assert [entry.act for entry in page.history] == ["client_added", "engagement_added", "client_invited"]
        assert page.collaboration is not None
        assert (page.collaboration.state, page.collaboration.agreement.plan_name) == ("invited", "Smart")
        assert page.invitation is not None
        assert (page.invitation.email, page.invitation.mail) == ("pia@malli.example", "queued")
        assert page.standing is not None
        assert page.standing.badge == "new"
