"""What the small-amount rule says of a request, before a run does."""

from billing.requests.queries import RequestRow
from billing.requests.rules.small_amounts import waits, why_it_waits
from portal.web.requests.desk import Desk
from tenants.kernel.language import Message


def small_remark(desk: Desk, row: RequestRow) -> tuple[Message, ...]:
    """Return why a run would set a ready request aside if nothing joins it; nothing where it wouldn't."""
    least = next((stream.terms.least for stream in desk.streams if stream.id == row.stream_id), None)
    if least is None or row.state != "ready" or row.is_released or row.total is None:
        return ()
    if not waits(row.total, row.currency, least=least, own_currency=desk.currency):
        return ()
    return (why_it_waits(row.total, row.currency, least),)
