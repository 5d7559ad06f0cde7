"""Accepted, declined, withdrawn, run out: what becomes of a request, and of who pays."""

from datetime import timedelta

import pytest
from factories.cast import Cast
from factories.invited import invite_one
from factories.ways import bob_accepts, charlie_asks, charlies_engagement
from sqlalchemy import select

from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.agreements.models import Agreement, AgreementChange
from tenants.collaborations.actions import (
    Declined,
    NothingToAccept,
    Proposal,
    RequestExpired,
    RequestSettled,
    accept_collaboration,
    ask_again,
    ask_company,
    decline_by_link,
    decline_collaboration,
    withdraw_request,
)
from tenants.collaborations.models import HandOver
from tenants.collaborations.queries import get_collaboration
from tenants.collaborations.sent import SentFilter, sent_count, sent_rows
from tenants.invitations.actions import InvitationOver, InvitationUsed, find_place, renew_link
from tenants.kernel.db import db
from tenants.kernel.refusals import Forbidden, NotFound
from tenants.kernel.scope import Scope
from tenants.terms.actions import Consent

NO_TEXTS = Consent(frozenset(), "signatory", "127.0.0.1")


class TestHandOver:
    """Who pays once the firm that pays today is gone."""

    @pytest.mark.parametrize("payer", ["client", "firm"])
    def test_is_agreed_by_accepting_with_the_payers_own_consent(self, cast: Cast, payer: str) -> None:
        begun = charlie_asks(cast, Proposal("subscribed", payer_after=payer))
        bob_accepts(cast, begun)
        with cast.bob.acting(in_=begun.workspace_id):
            change = db.session.scalars(select(AgreementChange)).one()
            assert (change.payer, change.takes_effect, change.state) == (payer, "collaboration_end", "agreed")
            assert change.payer_firm_id == (cast.ek.firm_id if payer == "firm" else None)
            if payer == "firm":
                assert change.consent_by == cast.charlie.user_id
            agreement = db.session.scalars(select(Agreement)).one()
            assert agreement.payer_firm_id == cast.kuusi.firm_id
            assert db.session.scalars(select(HandOver.state)).one() == "agreed"

    def test_is_dropped_where_the_client_pays_itself(self, cast: Cast) -> None:
        with cast.bob.acting(in_=cast.kuusi.workspace_id):
            agreement = db.session.scalars(select(Agreement)).one()
            agreement.payer, agreement.payer_firm_id = "client", None
        begun = charlie_asks(cast, Proposal("subscribed", payer_after="firm"))
        bob_accepts(cast, begun)
        with cast.bob.acting(in_=begun.workspace_id):
            assert db.session.scalars(select(HandOver.state)).one() == "unneeded"
            assert db.session.scalars(select(AgreementChange)).all() == []


class TestDecline:
    """A no."""

    def test_keeps_the_reason_for_the_firm_and_lets_it_ask_again(self, cast: Cast) -> None:
        begun = charlie_asks(cast)
        with cast.bob.acting(in_=begun.workspace_id) as (actor, now):
            declined = Declined("  We stay where we are.  ")
            decline_collaboration(actor, begun.workspace_id, begun.collaboration_id, declined, now=now)
        with cast.charlie.acting(firm=cast.ek.firm_id) as (actor, now):
            (row,) = sent_rows(cast.ek.firm_id, SentFilter(search="keramiikka"), offset=0, at_most=9, now=now)
            assert (row.outcome, row.reason, row.email) == ("declined", "We stay where we are.", "")
            asked = get_collaboration(begun.workspace_id, begun.collaboration_id)
            engagement = db.session.execute(select(HandOver.state)).scalar_one()
            assert engagement == "void"
            again = ask_company(
                actor,
                cast.ek.firm_id,
                charlies_engagement(cast),
                Proposal("subscribed", payer_after="client"),
                now=now + timedelta(minutes=1),
            )
        assert again.collaboration_id != asked.id

    def test_is_for_the_admin_only_and_once(self, cast: Cast) -> None:
        begun = charlie_asks(cast)
        place = (begun.workspace_id, begun.collaboration_id, Declined(""))
        for stranger in (cast.charlie, cast.dora):
            with pytest.raises(NotFound), stranger.acting() as (actor, now):
                decline_collaboration(actor, *place, now=now)
        with pytest.raises(Forbidden), cast.alice.acting(in_=begun.workspace_id) as (actor, now):
            decline_collaboration(actor, *place, now=now)
        with cast.bob.acting(in_=begun.workspace_id) as (actor, now):
            decline_collaboration(actor, *place, now=now)
        with pytest.raises(NothingToAccept), cast.bob.acting(in_=begun.workspace_id) as (actor, now):
            decline_collaboration(actor, *place, now=now)

    def test_needs_no_account_by_the_link_which_is_used_up(self, cast: Cast) -> None:
        invited = invite_one(cast)
        with transaction(scope=Scope()):
            place = find_place(invited.token)
        scope = job_actor("workspace", place.workspace_id).scope(acting=place.workspace_id)
        with transaction(scope=scope) as now:
            decline_by_link(place, Declined("Not now"), now=now)
        with pytest.raises(InvitationUsed), transaction(scope=scope) as now:
            decline_by_link(place, Declined(""), now=now)
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (_, now):
            asked = get_collaboration(invited.workspace_id, invited.begun.collaboration_id)
            assert (asked.state, asked.reason, asked.agreement.state) == ("declined", "Not now", "lapsed")


class TestWithdraw:
    """Taken back by the firm."""

    def test_kills_the_link_and_the_proposed_agreement(self, cast: Cast) -> None:
        invited = invite_one(cast)
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            withdraw_request(actor, cast.kuusi.firm_id, invited.begun.collaboration_id, now=now)
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (_, now):
            asked = get_collaboration(invited.workspace_id, invited.begun.collaboration_id)
            assert (asked.state, asked.agreement.state) == ("withdrawn", "lapsed")
            with pytest.raises(InvitationOver):
                renew_link(invited.workspace_id, invited.invitation_id)

    def test_is_refused_once_answered_and_for_strangers(self, cast: Cast) -> None:
        begun = charlie_asks(cast)
        with pytest.raises(NotFound), cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            withdraw_request(actor, cast.kuusi.firm_id, begun.collaboration_id, now=now)
        bob_accepts(cast, begun)
        with pytest.raises(RequestSettled), cast.charlie.acting(firm=cast.ek.firm_id) as (actor, now):
            withdraw_request(actor, cast.ek.firm_id, begun.collaboration_id, now=now)


class TestExpiry:
    """A request that nobody answered for 14 days."""

    def test_is_refused_and_opens_again_when_it_is_sent_again(self, cast: Cast) -> None:
        begun = charlie_asks(cast)
        with cast.bob.acting(in_=begun.workspace_id) as (actor, now):
            late = now + timedelta(days=14)
            with pytest.raises(RequestExpired):
                accept_collaboration(actor, begun.workspace_id, NO_TEXTS, language="en", now=late)
        with cast.charlie.acting(firm=cast.ek.firm_id) as (actor, now):
            assert sent_count(cast.ek.firm_id, SentFilter(outcome="expired"), now=late) == 1
            ask_again(actor, cast.ek.firm_id, begun.collaboration_id, now=late)
            assert sent_count(cast.ek.firm_id, SentFilter(outcome="waiting"), now=late) == 1


class TestSent:
    """The list of requests."""

    def test_tells_by_the_row_what_the_filter_tells_by_the_query(self, cast: Cast) -> None:
        invited = invite_one(cast)
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (_, now):
            for later in (now, now + timedelta(days=15)):
                for row in sent_rows(cast.kuusi.firm_id, SentFilter(), offset=0, at_most=9, now=later):
                    wanted = SentFilter(outcome=row.outcome, search=row.client)
                    assert sent_count(cast.kuusi.firm_id, wanted, now=later) == 1
            rows = sent_rows(cast.kuusi.firm_id, SentFilter(), offset=0, at_most=9, now=now)
        assert [(row.asked_by, row.outcome) for row in rows] == [("Alice", "waiting"), ("Alice", "accepted")]
        assert rows[0].id == invited.begun.collaboration_id

    def test_shows_a_stranger_none(self, cast: Cast) -> None:
        invite_one(cast)
        with cast.charlie.acting(firm=cast.ek.firm_id) as (_, now):
            assert sent_count(cast.kuusi.firm_id, SentFilter(), now=now) == 0
