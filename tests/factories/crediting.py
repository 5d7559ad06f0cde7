"""Requests that credit invoices, as a file of another program has them."""

from dataclasses import replace
from decimal import Decimal

from factories.desk import Desk
from factories.ready import add_requests

from billing.customers.queries import get_customer
from billing.en16931.arithmetic import completed
from billing.en16931.model import Invoice, Item, Line, PrecedingInvoice, Price
from billing.invoices.queries import InvoiceFacts, get_invoice
from tenants.kernel.ids import CustomerId, InvoiceId, RequestId


def issued(desk: Desk) -> list[InvoiceFacts]:
    """Return all that has been issued, in the order of the numbers."""
    ids = [InvoiceId(row[0]) for row in desk.ask("select id from invoice order by number")]  # type: ignore[arg-type]  # ids
    with desk.cast.alice.acting(in_=desk.workspace_id):
        return [get_invoice(desk.workspace_id, invoice_id) for invoice_id in ids]


def crediting(
    desk: Desk,
    original: InvoiceFacts,
    share: str = "1",
    *numbers: str,
    customer_id: CustomerId | None = None,
) -> RequestId:
    """Return a request that credits a share of an invoice at each VAT rate, and names it or the numbers given."""
    content, cent = original.content, Decimal("0.01")
    lines = tuple(
        Line(
            id=str(place),
            quantity=Decimal(1),
            price=Price(net=(group.taxable * Decimal(share)).quantize(cent)),
            item=Item(name="Credited"),
            vat=group.treatment,
        )
        for place, group in enumerate(content.vat_breakdown, 1)
    )
    return asking(desk, original, lines, numbers or (content.number,), customer_id or original.row.customer_id)


def asking(
    desk: Desk, original: InvoiceFacts, lines: tuple[Line, ...], numbers: tuple[str, ...], customer_id: CustomerId
) -> RequestId:
    """Return a request for a credit note of lines that names some invoices."""
    named = tuple(PrecedingInvoice(number) for number in numbers)
    bare: Invoice = replace(
        original.content, number="K1", type_code="381", preceding_invoices=named, due_on=None, payment_means=()
    )
    asked = completed(replace(bare, lines=lines, vat_breakdown=()))
    with desk.cast.alice.acting(in_=desk.workspace_id) as (_actor, now):
        customer = get_customer(desk.workspace_id, customer_id)
        return add_requests(desk.workspace_id, desk.stream_id, [(customer, asked)], now=now)[0]
