"""The three ways in, what a stranger may learn, and what refuses them."""

import pytest
from factories.cast import Cast
from factories.invited import invite_one, register_client
from factories.ways import BOBS_ID, bob_accepts, charlie_asks, charlie_registers, end_subscription
from sqlalchemy import func, select, text

from tenants.agreements.actions import Offer, UnknownPayer
from tenants.agreements.models import Agreement, AgreementPeriod
from tenants.collaborations.actions import (
    CollaborationThere,
    Proposal,
    StandingChanged,
    ask_company,
    invite_client,
)
from tenants.collaborations.models import HandOver
from tenants.collaborations.queries import find_collaboration_with, get_collaboration, waiting_requests
from tenants.companies.queries import place_to_ask, standing_of
from tenants.engagements.actions import add_engagement
from tenants.kernel.db import db
from tenants.kernel.refusals import Forbidden, NotFound
from tenants.registries.business_ids import parse_business_id
from tenants.workspaces.queries import find_workspace

CANONICAL = parse_business_id("FI", BOBS_ID)


class TestStanding:
    """What the badge tells."""

    def test_tells_a_subscriber_by_variant_and_month_and_nothing_else(self, cast: Cast) -> None:
        with cast.charlie.acting(firm=cast.ek.firm_id):
            row = db.session.execute(text("select * from company_badge('FI', :id)"), {"id": CANONICAL}).mappings().one()
            assert set(row) == {"badge", "variant", "renewal_month"}
            assert (row["badge"], row["variant"], row["renewal_month"].day) == ("subscribed", "pro", 1)

    def test_tells_a_company_without_a_plan_as_known(self, cast: Cast) -> None:
        end_subscription(cast)
        with cast.charlie.acting(firm=cast.ek.firm_id):
            assert (standing_of("FI", CANONICAL).badge, standing_of("FI", CANONICAL).variant) == ("known", None)

    def test_does_not_tell_that_another_firm_has_invited(self, cast: Cast) -> None:
        with cast.alice.acting(firm=cast.kuusi.firm_id):
            pass
        invited = invite_one(cast)
        with cast.alice.acting(firm=cast.kuusi.firm_id):
            company = find_workspace(invited.workspace_id)
        assert company is not None
        with cast.charlie.acting(firm=cast.ek.firm_id):
            assert standing_of("FI", company.business_id).badge == "new"

    def test_gives_the_place_only_for_a_company_on_the_own_register(self, cast: Cast) -> None:
        with cast.alice.acting(firm=cast.kuusi.firm_id):
            workspace = find_workspace(cast.kuusi.workspace_id)
            assert workspace is not None
            assert place_to_ask(workspace.company_id) is not None
        with cast.charlie.acting(firm=cast.ek.firm_id):
            assert place_to_ask(workspace.company_id) is None


class TestSubscribed:
    """The first way: variant, agreement and payer stay."""

    def test_points_at_the_agreement_in_force_and_charges_nothing(self, cast: Cast) -> None:
        with cast.bob.acting(in_=cast.kuusi.workspace_id):
            before = db.session.scalar(select(func.count()).select_from(AgreementPeriod))
        begun = charlie_asks(cast)
        with cast.bob.acting(in_=cast.kuusi.workspace_id):
            assert begun.workspace_id == cast.kuusi.workspace_id
            asked = get_collaboration(begun.workspace_id, begun.collaboration_id)
            assert (asked.way, asked.state, asked.agreement.state) == ("subscribed", "invited", "active")
            assert db.session.scalar(select(func.count()).select_from(Agreement)) == 1
        bob_accepts(cast, begun)
        with cast.bob.acting(in_=cast.kuusi.workspace_id):
            assert db.session.scalar(select(func.count()).select_from(AgreementPeriod)) == before

    def test_hides_the_clients_agreement_and_books_from_the_firm_that_asks(self, cast: Cast) -> None:
        client_id, _ = charlie_registers(cast)
        assert client_id
        with cast.charlie.acting(firm=cast.ek.firm_id) as (actor, now):
            engagement = add_engagement(actor, cast.ek.firm_id, client_id, "Mer", [cast.charlie.user_id], now=now)
        with cast.charlie.acting(firm=cast.ek.firm_id) as (actor, now):
            ask_company(actor, cast.ek.firm_id, engagement, Proposal("subscribed", payer_after="firm"), now=now)
        with cast.charlie.acting(firm=cast.ek.firm_id) as (actor, _):
            asked = find_collaboration_with(cast.ek.firm_id, client_id)
            assert asked is not None
            assert asked.agreed is None
            assert cast.kuusi.workspace_id not in actor.workspaces
            assert db.session.scalar(select(func.count()).where(Agreement.workspace_id == asked.workspace_id)) == 0
            with pytest.raises(NotFound):
                _ = asked.agreement

    def test_shows_the_request_to_the_client_and_not_to_the_firm_that_works_there(self, cast: Cast) -> None:
        begun = charlie_asks(cast)
        with cast.bob.acting(in_=begun.workspace_id):
            assert [each.firm for each in waiting_requests(begun.workspace_id)] == ["Redovisningsbyrån Ek AB"]
        with cast.alice.acting(in_=begun.workspace_id):
            assert waiting_requests(begun.workspace_id, of_firm=cast.kuusi.firm_id) == []

    def test_asks_who_pays_after_a_hand_over(self, cast: Cast) -> None:
        with pytest.raises(UnknownPayer):
            charlie_asks(cast, Proposal("subscribed"))

    def test_keeps_the_proposed_payer_out_of_sight_of_other_firms(self, cast: Cast) -> None:
        charlie_asks(cast)
        with cast.dora.acting(in_=cast.ek.workspace_id):
            assert db.session.scalar(select(func.count()).select_from(HandOver)) == 0


class TestKnown:
    """The second way: a new agreement, which the admin accepts."""

    def test_proposes_an_agreement_and_asks_the_admin_without_an_invitation(self, cast: Cast) -> None:
        end_subscription(cast)
        begun = charlie_asks(cast, Proposal("known", Offer("smart", 3, "client")))
        with cast.bob.acting(in_=begun.workspace_id):
            asked = get_collaboration(begun.workspace_id, begun.collaboration_id)
            assert (asked.way, asked.agreement.state, asked.agreement.variant) == ("known", "proposed", "smart")
            assert asked.open_until is not None
        bob_accepts(cast, begun)
        with cast.bob.acting(in_=begun.workspace_id):
            accepted = get_collaboration(begun.workspace_id, begun.collaboration_id)
            assert (accepted.state, accepted.agreement.state) == ("active", "active")
        assert begun.workspace_id in cast.charlie.actor().workspaces


class TestRefusals:
    """What no firm can do."""

    @pytest.mark.parametrize("badge", ["new", "known"])
    def test_refuses_a_proposal_that_another_standing_was_shown_for(self, cast: Cast, badge: str) -> None:
        with pytest.raises(StandingChanged):
            charlie_asks(cast, Proposal(badge, Offer("smart", 3, "client")))

    def test_refuses_to_ask_twice(self, cast: Cast) -> None:
        client_id, engagement_id = charlie_registers(cast)
        assert client_id
        proposal = Proposal("subscribed", payer_after="client")
        with cast.charlie.acting(firm=cast.ek.firm_id) as (actor, now):
            ask_company(actor, cast.ek.firm_id, engagement_id, proposal, now=now)
        with pytest.raises(CollaborationThere), cast.charlie.acting(firm=cast.ek.firm_id) as (actor, now):
            ask_company(actor, cast.ek.firm_id, engagement_id, proposal, now=now)

    def test_finds_no_engagement_of_another_firm(self, cast: Cast) -> None:
        offer = Offer("smart", 3, "client")
        with pytest.raises(NotFound), cast.charlie.acting(firm=cast.ek.firm_id) as (actor, now):
            invite_client(actor, cast.ek.firm_id, cast.kuusi.engagement_id, offer, now=now)

    def test_needs_the_right_to_invite(self, cast: Cast) -> None:
        client_id = register_client(cast)
        assert client_id
        with pytest.raises((NotFound, Forbidden)), cast.bob.acting(in_=cast.kuusi.workspace_id) as (actor, now):
            invite_client(actor, cast.kuusi.firm_id, cast.kuusi.engagement_id, Offer("pro", 3, "firm"), now=now)
