"""The invoices of a run that hold several requests, as preview and summary list them."""

from collections.abc import Sequence
from dataclasses import dataclass

from billing.runs.rules.collective import CollectiveInvoice
from portal.web._design.filters import number
from portal.web._design.words import Words
from tenants.kernel.language import msg

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Collective:
    """The first of them, those that hold the most requests before the others, and how many aren't shown."""

    rows: tuple[CollectiveInvoice, ...]
    more: int


def collective_of(found: Sequence[CollectiveInvoice]) -> Collective | None:
    """Return what is shown of a run's collective invoices; None where it has none."""
    if not found:
        return None
    rows = sorted(found, key=lambda one: (-one.requests, one.number))
    return Collective(tuple(rows[:MOST_SHOWN]), max(0, len(rows) - MOST_SHOWN))


def requests_fact(invoices: int, requests: int) -> tuple[tuple[Words, Words], ...]:
    """Return how many requests a run's invoices hold; nothing where it is one each."""
    return ((msg("Requests in them"), number(requests)),) if requests != invoices else ()
