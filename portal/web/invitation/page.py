"""What the page of an invitation says, and which step it asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from portal.web._design import Field
from portal.web._design.words import reader_language
from tenants.agreements.queries import AgreementFacts
from tenants.collaborations.queries import get_collaboration
from tenants.firms.queries import FirmFacts, get_firm
from tenants.invitations.actions import Place
from tenants.invitations.queries import InvitationFacts, get_invitation
from tenants.kernel.language import Language, msg
from tenants.kernel.refusals import Problem
from tenants.users.queries import Person, find_person_by_email
from tenants.users.rules import SHORTEST
from tenants.workspaces.queries import get_workspace

# A template for each: choose a password, sign in first, say yes, somebody else is signed in, used before, no longer.
Step = Literal["password", "sign_in", "confirm", "other_person", "used", "over"]


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """Who invites whom to what, and what is asked now."""

    step: Step
    firm: FirmFacts
    company: str
    inviter: str
    agreement: AgreementFacts
    email: str
    name: str
    until: datetime
    signed_in_as: str
    spoken: Language

    @property
    def language(self) -> Language:
        """Return the language that a new person is going to read: the one they read this page in."""
        return reader_language()


def invitation_page(place: Place, person: Person | None, *, has_actor: bool, now: datetime) -> InvitationPage:
    """Return the page of an invitation for whoever opened its link.

    Raises:
        NotFound: the invitation isn't there.
    """
    invitation = get_invitation(place.workspace_id, place.id, now=now)
    running = get_collaboration(place.workspace_id, invitation.collaboration_id)
    return InvitationPage(
        step=_step(invitation, person, has_actor=has_actor),
        firm=get_firm(place.firm_id),
        company=get_workspace(place.workspace_id).name,
        inviter=running.invited_by,
        agreement=running.agreement,
        email=invitation.email,
        name=invitation.name,
        until=invitation.expires_at,
        signed_in_as=person.email if person else "",
        spoken=invitation.language,
    )


def answers(name: str, problems: Sequence[Problem] = ()) -> tuple[Field, ...]:
    """Return the fields of a person who is new here; a password is never shown again."""
    fields = (
        Field(name="name", label=msg("Your name"), value=name, required=True, autocomplete="name", maxlength=200),
        Field(
            name="password",
            label=msg("Choose a password"),
            kind="password",
            hint=msg("At least %(n)s characters; a few words in a row are easy to remember.", n=SHORTEST),
            required=True,
            autocomplete="new-password",
            maxlength=256,
        ),
    )
    return tuple(_with_problems(field, problems) for field in fields)


def _with_problems(field: Field, problems: Sequence[Problem]) -> Field:
    wrong = tuple(problem.message for problem in problems if problem.field == field.name)
    return replace(field, errors=wrong)


def _step(invitation: InvitationFacts, person: Person | None, *, has_actor: bool) -> Step:
    if invitation.state == "used":
        return "used"
    if not invitation.is_open:
        return "over"
    if person is not None and person.email != invitation.email:
        return "other_person"
    if person is not None and has_actor:
        return "confirm"
    return "sign_in" if person or find_person_by_email(invitation.email) else "password"
