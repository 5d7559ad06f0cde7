"""Which role may do what, and what withholds it for the time being."""

from collections.abc import Mapping

from tenants.kernel.actor import FirmPermission, Permission, Reach
from tenants.kernel.ids import FirmId
from tenants.kernel.language import Message, msg

P = Permission
F = FirmPermission

READING = frozenset({P.SEE_WORKSPACE, P.SEE_INVOICES, P.SEE_QUESTIONS})
EDITING = READING | {P.ASK, P.EDIT_CUSTOMERS, P.IMPORT_REQUESTS, P.EDIT_REQUESTS}
RUNNING = EDITING | {P.RUN_INVOICING, P.SEND_DOCUMENTS, P.SEE_AUDIT}

# One readable table: the role in a workspace, or of the firm's staff, and its permissions there.
IN_WORKSPACE: Mapping[str, frozenset[Permission]] = {
    "admin": RUNNING | {P.ACCEPT_TERMS, P.MANAGE_MEMBERS, P.EDIT_SETTINGS, P.MANAGE_AGREEMENT},
    "editor": EDITING,
    "viewer": READING | {P.ASK},
    "author": READING | {P.ASK},
    "owner": RUNNING | {P.EDIT_SETTINGS, P.MANAGE_AGREEMENT},
    "manager": RUNNING | {P.EDIT_SETTINGS, P.MANAGE_AGREEMENT},
    "accountant": RUNNING | {P.EDIT_SETTINGS},
    "assistant": RUNNING,
    "auditor": READING | {P.SEE_AUDIT},
}
IN_FIRM: Mapping[str, frozenset[FirmPermission]] = {
    "owner": frozenset(FirmPermission),
    "manager": frozenset(FirmPermission),
    "accountant": frozenset({F.SEE_FIRM, F.EDIT_CLIENTS, F.INVITE_CLIENTS}),
    "assistant": frozenset({F.SEE_FIRM}),
    "auditor": frozenset({F.SEE_FIRM}),
}

# Whoever changes who may do what, or gives a mandate, proves anew that it is them.
NEEDS_PROOF: frozenset[Permission | FirmPermission] = frozenset({P.ACCEPT_TERMS, P.MANAGE_MEMBERS, F.MANAGE_PEOPLE})

# What new obligations of the debtor come from; withheld until the terms in force are accepted.
NEEDS_TERMS = frozenset({P.IMPORT_REQUESTS, P.RUN_INVOICING, P.SEND_DOCUMENTS})
NEEDS_AGREEMENT = NEEDS_TERMS


def reach_of(role: str, *, accepted: bool, variant: str | None, firm_id: FirmId | None = None) -> Reach:
    """Return how far a role reaches into a workspace, given its terms and its agreement.

    `accepted` says that all terms in force are accepted; `variant` is the plan of the agreement in force.
    """
    allowed = IN_WORKSPACE[role]
    withheld: dict[Permission, Message] = {}
    if variant is None:
        withheld.update({p: msg("the client has no agreement in force.") for p in allowed & NEEDS_AGREEMENT})
    if not accepted:
        reason = msg("the client's admin hasn't accepted the terms in force.")
        withheld.update(dict.fromkeys(allowed & NEEDS_TERMS, reason))
    return Reach(role, allowed - withheld.keys(), withheld, firm_id)
