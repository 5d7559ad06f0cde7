"""What the screens of requests have to know of a client before they show anything."""

from dataclasses import dataclass
from decimal import Decimal

from billing.requests.queries import RequestCounts, request_counts
from billing.seller.queries import find_seller
from billing.streams.queries import StreamFacts, stream_rows
from portal.web.choosing import company_currency
from tenants.kernel.ids import StreamId, WorkspaceId


@dataclass(frozen=True, slots=True)
class Desk:
    """A client's streams and open requests; `has_seller` says that the settings every invoice needs are saved.

    `least` is the least amount of an invoice in streams that have none of their own, in the company's currency.
    """

    streams: tuple[StreamFacts, ...]
    counts: RequestCounts
    currency: str
    has_seller: bool
    least: Decimal | None = None

    @property
    def has_least(self) -> bool:
        """Return whether any stream keeps small ones back."""
        return any(self.least_of(stream.id) is not None for stream in self.streams)

    def least_of(self, stream_id: StreamId) -> Decimal | None:
        """Return what an invoice of a stream comes to at least; None: anything."""
        terms = next((stream.terms for stream in self.streams if stream.id == stream_id), None)
        return terms.least_of(self.least) if terms else None


def desk_of(workspace_id: WorkspaceId) -> Desk:
    """Return a client's desk; amounts are in the currency it invoices in, its country's until it has chosen one."""
    seller = find_seller(workspace_id)
    currency = seller.currency if seller else company_currency(workspace_id)
    least = seller.least if seller else None
    return Desk(stream_rows(workspace_id), request_counts(workspace_id), currency, seller is not None, least)
