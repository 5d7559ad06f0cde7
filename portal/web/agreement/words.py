"""The words for payers, changes and what a collaboration leaves open."""

from collections.abc import Iterable

from portal.web._design.words import Words
from tenants.agreements.queries.changes import ChangeRow
from tenants.agreements.queries.wanted import Wanted
from tenants.agreements.rules import Party
from tenants.collaborations.sides import SideRow
from tenants.kernel.language import Message, msg
from tenants.plans.rules import plan_name

EFFECTS: dict[str, Message] = {
    "now": msg("As soon as it is agreed"),
    "renewal": msg("At the renewal"),
    "collaboration_end": msg("On the day the other firm's collaboration ends"),
}
CHANGE_STATES: dict[str, Message] = {
    "waiting": msg("Waits for consent"),
    "agreed": msg("Agreed"),
    "applied": msg("In force"),
    "refused": msg("Refused"),
    "withdrawn": msg("Withdrawn"),
    "lapsed": msg("Lapsed"),
}
LOOSE: dict[str, tuple[Message, str]] = {
    "runs": (msg("Runs at work"), "runs.runs"),
    "requests": (msg("Requests not invoiced"), "requests.requests"),
    "unsent": (msg("Invoices not sent"), "sending.sending"),
    "attention": (msg("Sendings that need attention"), "sending.sending"),
    "receivables": (msg("Open receivables"), "invoices.invoices"),
}
CHARGE_KINDS: dict[str, Message] = {
    "period": msg("Whole period"),
    "rest": msg("Rest of a period after a change"),
    "credit": msg("Unused days given back"),
}


def party_words(party: Party, client: str, sides: Iterable[SideRow]) -> Words:
    """Return who is meant, by name; a firm that never worked here is only called a firm."""
    if party.kind == "client":
        return msg("The client: %(name)s", name=client)
    name = next((side.firm for side in sides if side.firm_id == party.firm_id), "")
    return msg("The firm: %(name)s", name=name) if name else msg("An accounting firm")


def wanted_words(wanted: Wanted, client: str, sides: Iterable[SideRow]) -> tuple[Words, ...]:
    """Return what a change makes different, a sentence each."""
    found: list[Words] = []
    if wanted.variant is not None:
        found.append(msg("Plan: %(plan)s", plan=plan_name(wanted.variant)))
    if wanted.months is not None:
        found.append(msg("Period: %(months)s months", months=wanted.months))
    if wanted.payer is not None:
        name = party_words(wanted.payer, client, sides)
        found.append(msg("Payer of the plan: %(payer)s", payer=name))
    if wanted.engagement_id is not None:
        found.append(msg("Another engagement"))
    return tuple(found)


def answer_words(change: ChangeRow, client: str, sides: Iterable[SideRow]) -> Words:
    """Return whose consent a change waits for, or who gave it."""
    if change.consent is None:
        return msg("No consent needed")
    if change.consent_by:
        return msg("Consent by %(who)s", who=change.consent_by)
    return msg("Consent of: %(who)s", who=party_words(change.consent, client, sides))
