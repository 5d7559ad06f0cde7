"""A request that waits: what became of its mail, sending it again, withdrawing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from portal.web._design import Action, Field, Notice
from portal.web._design.words import Words
from portal.web.clients.fields import with_problems
from tenants.collaborations.client_page import ClientPage as Known
from tenants.firms.queries import FirmFacts
from tenants.invitations.queries import SentInvitation
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem

NO_LONGER_OPEN = msg("the link has expired")
DETAILS: Mapping[str, Message] = {
    "failed": msg("the mail couldn't be delivered"),
    "unknown": msg("it isn't known whether the mail arrived"),
    "queued": msg("the mail is being sent"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What there is to say and to do about a request that waits."""

    detail: Words
    resend: Field | None
    again: Action | None
    withdraw: Action | None
    notice: Notice | None


def waiting_of(known: Known, firm: FirmFacts, actor: Actor, problems: Sequence[Problem]) -> Waiting | None:
    """Return what there is about a client's request, or None where none waits."""
    running = known.collaboration
    if running is None or not running.is_waiting:
        return None
    may = actor.may_in_firm(FirmPermission.INVITE_CLIENTS, in_=firm.id)
    place: dict[str, Any] = {"firm_id": firm.id, "client_id": known.client.id}
    again = None
    if may and running.way != "new":
        again = Action(label=msg("Remind the company's admin"), url=url_for("clients.ask_again", **place), icon="send")
    withdraw = Action(
        label=msg("Withdraw the request"),
        url=url_for("clients.withdraw", **place),
        weight="danger",
        confirm=msg("The client can no longer accept it, and a link in its mail stops working."),
    )
    return Waiting(
        detail=mail_detail(known.invitation) if running.way == "new" else msg("the company's admin is asked"),
        resend=_resend(known, problems) if may else None,
        again=again,
        withdraw=withdraw if may else None,
        notice=_notice(known),
    )


def mail_detail(invitation: SentInvitation | None) -> Words:
    """Return what there is to say about an invitation that waits: what became of its mail, or of the link."""
    if invitation is None:
        return ""
    if invitation.used_at is not None:
        return msg("has signed in, hasn't accepted yet")
    if invitation.state == "expired":
        return NO_LONGER_OPEN
    return DETAILS.get(invitation.mail, "")


def _resend(known: Known, problems: Sequence[Problem]) -> Field | None:
    """Return the field of the address to send the invitation to again, while it is unused."""
    invitation = known.invitation
    if invitation is None or invitation.used_at:
        return None
    field = Field(
        name="contact_email",
        label=msg("Send the invitation again to"),
        kind="email",
        value=invitation.email,
        required=True,
        maxlength=254,
    )
    return with_problems([field], problems)[0]


def _notice(known: Known) -> Notice | None:
    invitation = known.invitation
    if invitation is None or invitation.used_at:
        return None
    email = invitation.email
    if invitation.state == "expired":
        return Notice("warn", msg("The link to %(email)s has expired. Send the invitation again.", email=email))
    if invitation.mail == "failed":
        sentence = msg("The mail to %(email)s couldn't be delivered. Check the address and send it again.", email=email)
        return Notice("bad", sentence)
    if invitation.mail == "unknown":
        sentence = msg(
            "It isn't known whether the mail to %(email)s arrived. Ask the client, or send it again.", email=email
        )
        return Notice("warn", sentence)
    return None
