"""The badge of a company: the only words that tell how it stands on Samla before it has let the firm in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import format_skeleton

from portal.web._design.filters import reader_locale
from tenants.companies.queries import Standing
from tenants.kernel.language import Message, msg
from tenants.plans.rules import plan_name

BADGES: Mapping[str, Message] = {
    "new": msg("New on Samla"),
    "known": msg("Known on Samla"),
    "subscribed": msg("Subscribes already"),
}


@dataclass(frozen=True, slots=True)
class Badged:
    """A badge in words: how the company stands, a subscriber's plan, and the month in which it renews."""

    words: Message
    plan: str = ""
    renewal: str = ""


def badge_of(standing: Standing | None) -> Badged | None:
    """Return a badge in words, or None where nobody has looked the company up."""
    if standing is None:
        return None
    return Badged(BADGES[standing.badge], plan_name(standing.variant), month(standing.renewal_month))


def month(first: date | None) -> str:
    """Return a month in the reader's language; of another's agreement no more than that may be told."""
    return str(format_skeleton("yMMMM", first, locale=reader_locale())) if first else ""
