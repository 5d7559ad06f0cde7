"""Which role may do what, and what withholds it for the time being."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tenants.kernel.actor import FirmPermission, Permission, Reach
from tenants.kernel.ids import FirmId
from tenants.kernel.language import Message, msg
from tenants.plans.capabilities import lacking_in

P = Permission
F = FirmPermission

READING = frozenset({P.SEE_WORKSPACE, P.SEE_INVOICES, P.SEE_QUESTIONS})
WRITING = READING | {P.ASK, P.WRITE_INVOICES}
EDITING = WRITING | {P.EDIT_CUSTOMERS, P.EDIT_ARTICLES, P.IMPORT_REQUESTS, P.EDIT_REQUESTS}
RUNNING = EDITING | {P.RUN_INVOICING, P.CREDIT_INVOICES, P.SEND_DOCUMENTS, P.SEND_REMINDERS, P.SEE_AUDIT}
RUNNING |= {P.ORDER_COLLECTION}
# What a client wrote is checked and sent on by the firm.
AT_DESK = RUNNING | {P.CHECK_WRITTEN}

# One readable table: the role in a workspace, or of the firm's staff, and its permissions there.
IN_WORKSPACE: Mapping[str, frozenset[Permission]] = {
    "admin": RUNNING | {P.ACCEPT_TERMS, P.MANAGE_MEMBERS, P.EDIT_SETTINGS, P.MANAGE_AGREEMENT, P.EXPORT_BOOKS},
    "editor": EDITING,
    "viewer": READING | {P.ASK},
    "author": WRITING,
    "owner": AT_DESK | {P.EDIT_SETTINGS, P.MANAGE_AGREEMENT, P.EXPORT_BOOKS},
    "manager": AT_DESK | {P.EDIT_SETTINGS, P.MANAGE_AGREEMENT, P.EXPORT_BOOKS},
    "accountant": AT_DESK | {P.EDIT_SETTINGS},
    "assistant": AT_DESK,
    "auditor": READING | {P.SEE_AUDIT},
}
IN_FIRM: Mapping[str, frozenset[FirmPermission]] = {
    "owner": frozenset(FirmPermission),
    "manager": frozenset(FirmPermission) - {F.SET_SIGN_IN},
    "accountant": frozenset({F.SEE_FIRM, F.EDIT_CLIENTS, F.INVITE_CLIENTS}),
    "assistant": frozenset({F.SEE_FIRM}),
    "auditor": frozenset({F.SEE_FIRM, F.SEE_RECORDS}),
}

# Whoever changes who may do what, or gives a mandate, proves anew that it is them.
NEEDS_PROOF: frozenset[Permission | FirmPermission] = frozenset(
    {P.ACCEPT_TERMS, P.MANAGE_MEMBERS, F.MANAGE_PEOPLE, F.SET_SIGN_IN}
)

# Nothing is issued or sent before the terms are accepted for the first time, or without an agreement.
NEEDS_TERMS = frozenset(
    {P.IMPORT_REQUESTS, P.RUN_INVOICING, P.CREDIT_INVOICES, P.SEND_DOCUMENTS, P.SEND_REMINDERS, P.ORDER_COLLECTION}
)
NEEDS_AGREEMENT = NEEDS_TERMS
# What lays something new on a debtor; withheld when new terms lapse. Credit notes, payments, disputes, reports,
# and sending what was issued go on.
NEEDS_NEW_TERMS = frozenset({P.RUN_INVOICING, P.SEND_REMINDERS, P.ORDER_COLLECTION})
NEEDS_MANDATE = frozenset({P.SEND_REMINDERS, P.ORDER_COLLECTION})

TermsState = Literal["accepted", "lapsed", "never"]
NO_AGREEMENT = msg("the client has no agreement in force.")
NO_MANDATE = msg("the client's admin hasn't given the mandate to remind and to collect.")
NOT_ACCEPTED = msg("the client's admin hasn't accepted the terms in force.")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a workspace has agreed on: the terms, the plan of its agreement, the mandate to remind and collect."""

    terms: TermsState
    variant: str | None
    mandated: bool = False


def reach_of(role: str, standing: Standing, *, firm_id: FirmId | None = None) -> Reach:
    """Return how far a role reaches into a workspace, given what is agreed there; `firm_id` for staff of a firm.

    Role, terms and agreement decide over permissions together; the plan decides over capabilities, which staff of a
    firm always have, whatever the client's plan.
    """
    allowed = IN_WORKSPACE[role]
    withheld: dict[Permission, Message] = {}
    if not standing.mandated:
        withheld |= dict.fromkeys(allowed & NEEDS_MANDATE, NO_MANDATE)
    if standing.variant is None:
        withheld |= dict.fromkeys(allowed & NEEDS_AGREEMENT, NO_AGREEMENT)
    if standing.terms != "accepted":
        needing = NEEDS_TERMS if standing.terms == "never" else NEEDS_NEW_TERMS
        withheld |= dict.fromkeys(allowed & needing, NOT_ACCEPTED)
    lacking = {} if firm_id else lacking_in(standing.variant)
    return Reach(role, allowed - withheld.keys(), withheld, firm_id, lacking)
