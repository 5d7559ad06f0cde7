"""Using an invitation: its person becomes the admin of a company where nobody was before."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from tenants.companies.models import Company
from tenants.invitations.actions import Place, use
from tenants.kernel.actor import Actor
from tenants.kernel.db import db
from tenants.kernel.ids import UserId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict, InvalidFields, Problem
from tenants.users.actions import NewUser, add_user, set_password
from tenants.users.queries import find_person_by_email, get_person
from tenants.workspaces.actions import let_in
from tenants.workspaces.models import Workspace, WorkspaceMembership


class AddressKnown(Conflict):
    """This e-mail address has an account already. Sign in with it, then open the invitation again."""


class AdminThere(Conflict):
    """Your company has an admin on Samla already, who answers this request. Ask that person."""


def join(place: Place, user_id: UserId, *, now: datetime) -> WorkspaceId:
    """Use an invitation and make its person the workspace's admin; the terms are accepted in a step of its own.

    Raises:
        InvitationUsed, InvitationOver: the link no longer counts.
        AdminThere: somebody else is admin by now, such as by another firm's invitation.
    """
    collaboration_id = use(place, now=now)
    _let_in_as_admin(place, user_id, collaboration_id, now)
    return place.workspace_id


def join_as_new(place: Place, new: NewUser, password: str, *, now: datetime) -> UserId:
    """Use an invitation to make a user with a password, who becomes the workspace's admin.

    Raises:
        InvitationUsed, InvitationOver: the link no longer counts.
        AddressKnown: somebody signs in with this address already.
        AdminThere: somebody else is admin by now.
        InvalidFields: the name is missing, or the password is too weak.
    """
    collaboration_id = use(place, now=now)
    if not new.name.strip():
        raise InvalidFields([Problem("name", msg("Fill this in."))])
    if find_person_by_email(new.email) is not None:
        raise AddressKnown
    user_id = add_user(new, now=now)
    set_password(user_id, password)
    _let_in_as_admin(place, user_id, collaboration_id, now)
    return user_id


def _let_in_as_admin(place: Place, user_id: UserId, collaboration_id: UUID, now: datetime) -> None:
    _refuse_second_admin(place.workspace_id, user_id)
    let_in(place.workspace_id, user_id, "admin", now=now)
    # Only a name for the journal: whoever uses a link had no rights here until now.
    person = Actor(user_id, get_person(user_id).name)
    about = About("collaboration", collaboration_id, after={"role": "admin"})
    enter(person, "invitation_accepted", about, in_=place.workspace_id, now=now)


def _refuse_second_admin(workspace_id: WorkspaceId, user_id: UserId) -> None:
    """Refuse to let a link make an admin beside another: whoever is here decides whom the company lets in.

    Links of two firms used at once take turns at the company's row.
    """
    company = select(Workspace.company_id).where(Workspace.id == workspace_id).scalar_subquery()
    db.session.execute(select(Company.id).where(Company.id == company).with_for_update())
    there = (WorkspaceMembership.workspace_id == workspace_id, WorkspaceMembership.ended_at.is_(None))
    people = set(db.session.scalars(select(WorkspaceMembership.user_id).where(*there)))
    if people and user_id not in people:
        raise AdminThere(workspace_id)
