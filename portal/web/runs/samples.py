"""A sample of a rehearsed run as the customer would see it."""

from collections.abc import Sequence
from datetime import datetime

from billing.customers.queries import get_customer
from billing.delivery.queries import get_look
from billing.documents.invoice import invoice_document, render_invoice
from billing.requests.queries import get_request
from billing.runs.queries import rehearse
from portal.web.runs.preview import Days
from tenants.kernel.ids import RequestId, StreamId, WorkspaceId
from tenants.kernel.language import Language
from tenants.kernel.refusals import NotFound


class NoSuchSample(NotFound):
    """There is no such sample; the requests have been changed since the preview."""


def sample_pdf(
    workspace_id: WorkspaceId,
    stream_id: StreamId,
    request_ids: Sequence[RequestId],
    place: int,
    days: Days,
    *,
    now: datetime,
) -> bytes:
    """Return the PDF of one of the first invoices of a run, with the number it would get; nothing is kept.

    Raises:
        NoSuchSample: the run would make no such invoice any more.
    """
    found = rehearse(workspace_id, stream_id, request_ids, days.issued_on, due_on=days.due_on, now=now)
    if not 0 <= place < len(found.samples) or sum(map(len, found.sampled)) != len(request_ids):
        raise NoSuchSample(place)
    language = _language(workspace_id, found.sampled[place][0])
    document = invoice_document(found.samples[place], get_look(workspace_id, stream_id), language)
    return render_invoice(document, xml=None, xml_name="")


def _language(workspace_id: WorkspaceId, request_id: RequestId) -> Language:
    customer_id = get_request(workspace_id, request_id).row.customer_id
    if customer_id is None:
        raise NoSuchSample(request_id)
    return get_customer(workspace_id, customer_id).language
