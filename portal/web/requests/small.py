"""What the small-amount rule says of a request, before a run does."""

from billing.requests.queries import RequestRow
from billing.requests.rules.small_amounts import waits, why_it_waits
from portal.web.requests.desk import Desk
from tenants.kernel.language import Message, msg

RELEASED = msg("Somebody has it billed however little it comes to.")


def small_remark(desk: Desk, row: RequestRow) -> tuple[Message, ...]:
    """Return why a run would set a ready request aside if nothing joins it, or that it was released from that."""
    least = desk.least_of(row.stream_id)
    if least is None or row.state != "ready" or row.total is None:
        return ()
    if not waits(row.total, row.currency, least=least, own_currency=desk.currency):
        return ()
    return (RELEASED if row.is_released else why_it_waits(row.total, row.currency, least),)
