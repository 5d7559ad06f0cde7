"""How a sending ends: it has gone out, or it came to nothing; before that, and while nobody knows, it hasn't ended."""

from billing.delivery.rules.by_hand import GONE

CAME_TO_NOTHING = frozenset({"failed", "rejected", "bounced"})
ENDINGS = GONE | CAME_TO_NOTHING
