"""A link makes one admin once, whoever clicks, and none beside one who is there."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from factories.cast import Cast, make_person
from factories.invited import Invited, invite_one
from factories.ways import charlie_registers
from sqlalchemy import func, select

from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.agreements.actions import Offer
from tenants.collaborations.actions import AdminThere, invite_client, join
from tenants.companies.models import Company
from tenants.invitations.actions import InvitationUsed, Place, find_place, renew_link
from tenants.invitations.models import Invitation
from tenants.kernel.db import db
from tenants.kernel.ids import InvitationId
from tenants.kernel.scope import Scope
from tenants.workspaces.models import Workspace, WorkspaceMembership

CLICKS = 100  # all at once; the pool holds 18 connections, for which the others queue as they would in production


def place_of(token: str) -> Place:
    with transaction(scope=Scope()):
        return find_place(token)


def scope_of(place: Place) -> Scope:
    return job_actor("workspace", place.workspace_id).scope(acting=place.workspace_id)


def business_id_of(cast: Cast, invited: Invited) -> str:
    with cast.alice.acting(firm=cast.kuusi.firm_id):
        query = select(Company.business_id).join(Workspace, Workspace.company_id == Company.id)
        return db.session.scalars(query.where(Workspace.id == invited.workspace_id)).one()


class TestJoin:
    """Using a link."""

    def test_lets_one_of_a_hundred_clicks_at_once_in(self, cast: Cast) -> None:
        invited = invite_one(cast)
        person, place = make_person(cast.alice.app, "Pia"), place_of(invited.token)
        ready = threading.Barrier(CLICKS)

        def click(_: int) -> str:
            with cast.alice.app.app_context():
                ready.wait(30)
                try:
                    with transaction(scope=scope_of(place)) as now:
                        join(place, person.user_id, now=now)
                except InvitationUsed:
                    return "used"
                finally:
                    db.session.remove()
                return "joined"

        with ThreadPoolExecutor(CLICKS) as pool:
            outcomes = list(pool.map(click, range(CLICKS)))
        assert (outcomes.count("joined"), outcomes.count("used")) == (1, CLICKS - 1)
        with transaction(scope=scope_of(place)):
            assert db.session.scalar(select(func.count()).select_from(WorkspaceMembership)) == 1

    def test_makes_no_second_admin_by_another_firms_link(self, cast: Cast) -> None:
        invited = invite_one(cast)
        business_id = business_id_of(cast, invited)
        _, engagement_id = charlie_registers(cast, business_id)
        with cast.charlie.acting(firm=cast.ek.firm_id) as (actor, now):
            begun = invite_client(actor, cast.ek.firm_id, engagement_id, Offer("pro", 12, "firm"), now=now)
            mine = (Invitation.workspace_id == begun.workspace_id, Invitation.firm_id == cast.ek.firm_id)
            id_ = db.session.scalars(select(Invitation.id).where(*mine)).one()
            token = renew_link(begun.workspace_id, InvitationId(id_))
        assert begun.workspace_id == invited.workspace_id
        pia, mallory = make_person(cast.alice.app, "Pia"), make_person(cast.alice.app, "Mallory")
        first, second = place_of(invited.token), place_of(token)
        with transaction(scope=scope_of(first)) as now:
            join(first, pia.user_id, now=now)
        with pytest.raises(AdminThere), transaction(scope=scope_of(second)) as now:
            join(second, mallory.user_id, now=now)
        with transaction(scope=scope_of(second)):
            unused = select(Invitation.used_at).where(Invitation.id == second.id)
            assert db.session.scalars(unused).one() is None
            assert db.session.scalars(select(WorkspaceMembership.user_id)).all() == [pia.user_id]
