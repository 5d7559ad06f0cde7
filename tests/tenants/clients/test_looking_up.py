"""Looking a company up: written down, counted, and told by its badge only."""

import pytest
from factories.business_ids import y_tunnus
from factories.cast import Cast
from factories.invited import register_client
from factories.ways import BOBS_ID

from tenants.clients import looking_up
from tenants.clients.looking_up import TooManyLookUps, look_client_up, look_company_up
from tenants.clients.queries import get_client
from tenants.kernel.journal import journal_rows
from tenants.kernel.refusals import NotFound, Refusal


class TestLookCompanyUp:
    """One look."""

    def test_writes_down_who_looked_at_what_and_what_was_told(self, cast: Cast) -> None:
        firm_id = cast.ek.firm_id
        with cast.charlie.acting(firm=firm_id) as (actor, now):
            standing = look_company_up(actor, firm_id, "FI", BOBS_ID, now=now)
            row = next(row for row in journal_rows(firm_id) if row.act == "company_looked_up" and row.after)
        assert (standing.badge, row.who) == ("subscribed", "Charlie")
        assert row.after == {"country": "FI", "business_id": "26222226", "badge": "subscribed"}

    def test_stops_a_person_and_then_the_firm(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        firm_id = cast.kuusi.firm_id
        monkeypatch.setattr(looking_up, "MOST_OF_A_PERSON", 3)
        with cast.alice.acting(firm=firm_id) as (actor, now):
            # Adding the cast's client was a look as well.
            for _ in range(2):
                look_company_up(actor, firm_id, "FI", y_tunnus(), now=now)
            with pytest.raises(TooManyLookUps):
                look_company_up(actor, firm_id, "FI", y_tunnus(), now=now)
            look_company_up(actor, firm_id, "FI", y_tunnus(), now=now + looking_up.WITHIN)
            monkeypatch.setattr(looking_up, "MOST_OF_A_FIRM", 1)
            with pytest.raises(TooManyLookUps):
                look_company_up(actor, firm_id, "FI", y_tunnus(), now=now + looking_up.WITHIN)

    def test_refuses_an_id_that_is_none_and_a_firm_that_is_not_ones_own(self, cast: Cast) -> None:
        with cast.charlie.acting(firm=cast.ek.firm_id) as (actor, now):
            with pytest.raises(Refusal):
                look_company_up(actor, cast.ek.firm_id, "FI", "1234567-0", now=now)
            with pytest.raises(NotFound):
                look_company_up(actor, cast.kuusi.firm_id, "FI", BOBS_ID, now=now)


class TestLookClientUp:
    """A client on the register."""

    def test_keeps_the_badge_with_its_moment(self, cast: Cast) -> None:
        client_id, firm_id = register_client(cast), cast.kuusi.firm_id
        with cast.alice.acting(firm=firm_id) as (actor, now):
            look_client_up(actor, firm_id, client_id, now=now)
            facts = get_client(firm_id, client_id)
        assert facts.standing is not None
        assert (facts.standing.badge, facts.looked_up_at) == ("new", now)

    def test_finds_no_client_of_another_firm(self, cast: Cast) -> None:
        client_id = register_client(cast)
        with pytest.raises(NotFound), cast.charlie.acting(firm=cast.ek.firm_id) as (actor, now):
            look_client_up(actor, cast.ek.firm_id, client_id, now=now)
