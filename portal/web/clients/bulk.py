"""Many clients at once: what is asked before it is done, doing it row by row, and what came of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import request

from portal.auth.gate import current_actor
from portal.edge.transaction import transaction
from portal.web._design import Field, Option
from portal.web._design.states import Tone
from portal.web.clients.plans import variant_field
from portal.web.clients.wizard_fields import CHOOSE
from tenants.agreements.actions import Offer, propose_change
from tenants.agreements.queries import Wanted
from tenants.agreements.rules import party
from tenants.clients.actions import assign_responsible
from tenants.clients.looking_up import look_client_up
from tenants.clients.queries import get_client
from tenants.collaborations.actions import Proposal, ask_company
from tenants.collaborations.queries import find_collaboration_with
from tenants.collaborations.rules import RUNNING
from tenants.engagements.queries import engagement_rows
from tenants.firms.queries import FirmFacts, StaffRow
from tenants.kernel.ids import ClientId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Conflict, Refusal
from tenants.plans.rules import CATALOGUE

PAYERS: dict[str, Message] = {"firm": msg("The firm"), "client": msg("The client")}
MONTHS = {"12": 12, "3": 3}
MOST = 500
TITLES: dict[str, Message] = {
    "invite": msg("Invite clients"),
    "assign": msg("Assign staff to clients"),
    "payer": msg("Change the payer of plans"),
}
NOTES: dict[str, Message] = {
    "invite": msg(
        "Each company is looked up and asked the way that fits: a new one gets an invitation for its contact, a known"
        " one a request to its admin. A subscriber keeps its plan and its payer; the payer chosen here counts for it"
        " only after a hand-over. The newest engagement of each client is used."
    ),
    "assign": msg("The person answers for these clients. Who works in their books is set in each engagement."),
    "payer": msg("The payer changes when the plan renews. Whoever is to pay has to agree first."),
}


class NoEngagement(Conflict):
    """This client has no engagement yet. Create one first."""


class NoCollaboration(Conflict):
    """The firm doesn't work with this client, so its payer can't be changed."""


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What came of one client: a sentence, and whether it went well."""

    client_id: ClientId
    name: str
    sentence: Message
    tone: Tone


Act = Callable[[FirmFacts, ClientId], Message]


def fields_of(act: str, firm: FirmFacts, staff: Sequence[StaffRow], *, missing: bool) -> tuple[Field, ...]:
    """Return what is asked before an act is done to many clients."""
    given = request.form

    def lack(name: str) -> tuple[Message, ...]:
        return (CHOOSE,) if missing and not given.get(name) else ()

    payer = Field(
        name="payer",
        label=msg("Payer of the plan"),
        kind="radio",
        required=True,
        value=given.get("payer", ""),
        options=tuple(Option(value, words) for value, words in PAYERS.items()),
        errors=lack("payer"),
    )
    if act == "payer":
        return (payer,)
    if act == "assign":
        people = tuple(Option(str(row.user_id), row.name) for row in staff)
        return (
            Field(
                name="responsible",
                label=msg("Responsible"),
                kind="radio",
                required=True,
                value=given.get("responsible", ""),
                options=people,
                errors=lack("responsible"),
            ),
        )
    return (
        variant_field(firm.country, chosen=given.get("variant", ""), errors=lack("variant")),
        payer,
        _months(),
    )


def carry_out(act: str, firm: FirmFacts, client_ids: Sequence[ClientId]) -> list[BulkResult] | None:
    """Do an act to each client in a transaction of its own, so one refusal stops nothing; None where unanswered."""
    chosen = _chosen(act)
    if chosen is None:
        return None
    return [_one(firm, client_id, chosen) for client_id in client_ids[:MOST]]


def _one(firm: FirmFacts, client_id: ClientId, act: Act) -> BulkResult:
    name = get_client(firm.id, client_id).name
    try:
        return BulkResult(client_id, name, act(firm, client_id), "good")
    except Refusal as refusal:
        return BulkResult(client_id, name, refusal.message, "warn")


def _chosen(act: str) -> Act | None:
    given = request.form
    payer, variant, months = given.get("payer", ""), given.get("variant", ""), given.get("months", "")
    if act == "assign":
        responsible = _id(given.get("responsible", ""))
        return _assigning(responsible) if responsible else None
    if payer not in PAYERS:
        return None
    if act == "payer":
        return _paying(payer)
    return _asking(Offer(variant, MONTHS[months], payer)) if variant in CATALOGUE and months in MONTHS else None


def _assigning(user_id: UUID) -> Act:
    def assign(firm: FirmFacts, client_id: ClientId) -> Message:
        with transaction(firm=firm.id) as now:
            assign_responsible(current_actor(), firm.id, client_id, user_id, now=now)
        return msg("Assigned.")

    return assign


def _asking(offer: Offer) -> Act:
    def ask(firm: FirmFacts, client_id: ClientId) -> Message:
        # The look counts and is written down even where the request is refused.
        with transaction(firm=firm.id) as now:
            standing = look_client_up(current_actor(), firm.id, client_id, now=now)
        with transaction(firm=firm.id) as now:
            engagement = next(iter(engagement_rows(firm.id, client_id)), None)
            if engagement is None:
                raise NoEngagement(client_id)
            subscribed = standing.badge == "subscribed"
            proposal = (
                Proposal("subscribed", payer_after=offer.payer) if subscribed else Proposal(standing.badge, offer)
            )
            ask_company(current_actor(), firm.id, engagement.id, proposal, now=now)
        return msg("Invited.") if standing.badge == "new" else msg("The company's admin is asked.")

    return ask


def _paying(payer: str) -> Act:
    def change(firm: FirmFacts, client_id: ClientId) -> Message:
        running = find_collaboration_with(firm.id, client_id)
        if running is None or running.state not in RUNNING:
            raise NoCollaboration(client_id)
        wanted = party(firm.id if payer == "firm" else None)
        with transaction(acting=running.workspace_id) as now:
            propose_change(current_actor(), running.workspace_id, Wanted(payer=wanted), when="renewal", now=now)
        if payer == "firm":
            return msg("The firm pays from the next renewal on.")
        return msg("The client is asked to pay from the next renewal on.")

    return change


def _months() -> Field:
    return Field(
        name="months",
        label=msg("Period"),
        kind="radio",
        required=True,
        value=request.form.get("months", "12"),
        options=(Option("12", msg("12 months"), hint=msg("Costs as much as ten.")), Option("3", msg("3 months"))),
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
