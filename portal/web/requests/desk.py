"""What the screens of requests have to know of a client before they show anything."""

from dataclasses import dataclass

from billing.requests.queries import RequestCounts, request_counts
from billing.seller.queries import find_seller
from billing.streams.queries import StreamFacts, stream_rows
from portal.web.choosing import company_currency
from tenants.kernel.ids import WorkspaceId


@dataclass(frozen=True, slots=True)
class Desk:
    """A client's streams and open requests; `has_seller` says that the settings every invoice needs are saved."""

    streams: tuple[StreamFacts, ...]
    counts: RequestCounts
    currency: str
    has_seller: bool


def desk_of(workspace_id: WorkspaceId) -> Desk:
    """Return a client's desk; amounts are in the currency it invoices in, its country's until it has chosen one."""
    seller = find_seller(workspace_id)
    currency = seller.currency if seller else company_currency(workspace_id)
    return Desk(stream_rows(workspace_id), request_counts(workspace_id), currency, seller is not None)
