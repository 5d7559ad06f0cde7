"""What a firm that says so withholds while its due diligence of a client is missing or out of date: new invoices."""

from dataclasses import replace

from tenants.kernel.actor import Permission, Reach
from tenants.kernel.language import msg

# Credit notes, reading, sending what was issued and everything else go on.
WITHHELD = frozenset({Permission.RUN_INVOICING})
REASON = msg("the firm's due diligence of the client is missing or out of date.")


def held_back(reach: Reach) -> Reach:
    """Return a reach without what waits for the due diligence; what was withheld before keeps its own reason."""
    held = dict.fromkeys(reach.permissions & WITHHELD, REASON)
    return replace(reach, permissions=reach.permissions - WITHHELD, withheld={**held, **reach.withheld})
