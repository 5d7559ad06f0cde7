"""The credit notes of a run, one after another."""

from decimal import Decimal
from uuid import UUID, uuid4

from factories.customers import a_customer
from factories.invoices import plain_invoice, plain_line
from factories.sellers import a_seller

from billing.en16931.arithmetic import completed
from billing.en16931.model import Invoice, PrecedingInvoice
from billing.invoices.rules.setting_off import Creditable
from billing.runs.rules.crediting import credit, numbers_credited
from billing.runs.rules.gathering import Gathered
from billing.runs.rules.preparing import Candidate, Ready
from tenants.kernel.ids import CustomerId, InvoiceId, RequestId, StreamId

SAVI = a_customer()


def ready(net: str, number: str = "", **card: object) -> Ready:
    """Return an invoice, or the credit note of one, that is ready."""
    kind = {"type_code": "381", "preceding_invoices": (PrecedingInvoice(number),)} if number else {}
    customer = a_customer(**card)
    candidate = Candidate(
        request_id=RequestId(uuid4()),
        stream_id=StreamId(UUID(int=9)),
        state="ready",
        customer=customer,
        customer_number=customer.number,
        customer_name=customer.name,
        subject="Mugs",
        content={},
    )
    return Ready(candidate, customer, invoice(net, "", **kind), a_seller())


def invoice(net: str, number: str = "1001", **changes: object) -> Invoice:
    return completed(plain_invoice(plain_line(1, net=net, quantity="1"), number=number, **changes))


def known(customer_id: CustomerId = SAVI.id) -> dict[str, Creditable]:
    one = invoice("100")
    return {
        "1001": Creditable(id=InvoiceId(uuid4()), customer_id=customer_id, content=one, open=one.totals.payable),
    }


class TestNumbersCredited:
    def test_are_those_that_credit_notes_name(self) -> None:
        assert numbers_credited(Gathered((ready("9"), ready("1", "1001"), ready("1", "77")), ())) == {"1001", "77"}


class TestCredit:
    def test_gives_the_second_what_the_first_leaves(self) -> None:
        found = credit(Gathered((ready("60", "1001"), ready("50", "1001"), ready("40", "1001")), ()), known())
        assert [one.invoice.totals.net for one in found.ready] == [Decimal("60.00"), Decimal("40.00")]
        assert [str(one.reason) for one in found.refused] == [
            "Invoice 1001 has 40.00 left to credit at 25.5 % VAT; this is 50.00."
        ]

    def test_keeps_order_invoices_and_what_was_refused_before(self) -> None:
        first, second = ready("5"), ready("60", "1001")
        before = credit(Gathered((ready("101", "1001"),), ()), known()).refused
        found = credit(Gathered((first, second), before), known())
        assert [one.candidate for one in found.ready] == [first.candidate, second.candidate]
        assert (found.ready[0], found.refused) == (first, before)
        assert [taking.amount for taking in found.ready[1].takings] == [Decimal("75.30")]

    def test_goes_by_the_card_that_stands_for_the_customer_today(self) -> None:
        stays = CustomerId(uuid4())
        merged = ready("60", "1001", merged_into_id=stays)
        assert credit(Gathered((merged,), ()), known(stays)).ready[0].takings
        assert credit(Gathered((merged,), ()), known()).refused
