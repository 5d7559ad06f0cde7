"""What a request becomes on the day of its run."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from factories.customers import a_customer
from factories.invoices import plain_invoice, plain_line
from factories.sellers import a_seller

from billing.en16931.arithmetic import completed
from billing.en16931.model import Delivery, VatTreatment
from billing.en16931.model.plain import to_plain
from billing.runs.rules.preparing import Candidate, Ready, Refused, Terms, prepare
from billing.seller.rules import seller_party
from tenants.kernel.ids import RequestId, StreamId

SELLER, STREAM = a_seller(), StreamId(uuid4())
# Finland: food was taxed at 14 % until the last day of 2025, and is at 13.5 % from the first of 2026.
FOOD_THEN = VatTreatment("S", Decimal(14))
READ_ON, RUN_ON = date(2025, 12, 30), date(2026, 1, 2)


def prepared(**changes: object) -> Ready | Refused:
    content = completed(
        plain_invoice(plain_line(vat=FOOD_THEN), seller=seller_party(SELLER), issued_on=READ_ON, due_on=None, **changes)
    )
    customer = a_customer()
    candidate = Candidate(
        request_id=RequestId(uuid4()),
        stream_id=STREAM,
        state="ready",
        customer=customer,
        customer_number=customer.number,
        customer_name=customer.name,
        subject="Food",
        content=to_plain(content),
    )
    return prepare(candidate, SELLER, Terms(STREAM, RUN_ON))


class TestVatOfAnotherDay:
    """A change of the law between reading a request and issuing it."""

    def test_is_judged_by_the_day_of_issue_where_no_supply_is_stated(self) -> None:
        found = prepared()
        assert isinstance(found, Refused)
        assert str(found.reason) == "14 % isn't a VAT rate in force on 2026-01-02."

    def test_is_judged_by_the_day_of_supply_where_one_is(self) -> None:
        assert isinstance(prepared(delivery=Delivery(delivered_on=READ_ON)), Ready)
