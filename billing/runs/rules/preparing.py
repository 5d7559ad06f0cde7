"""From a request to the invoice that it becomes, but for its number: the same for the rehearsal and for the run."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from billing.customers.rules.facts import CustomerFacts
from billing.en16931.model import Invoice
from billing.en16931.model.plain import from_plain
from billing.exchange.rules import NO_RATES, Rates
from billing.factoring.rules import Factoring, paid_to, transferred
from billing.invoices.rules import due_day, introduced, missing_contents, seated
from billing.invoices.rules.national_vat import in_national_currency, why_without
from billing.invoices.rules.setting_off import Taking
from billing.requests.rules.check import check_request
from billing.requests.rules.vat import supply_day
from billing.seller.rules import SellerFacts
from billing.streams.rules import COMPANYS_TERMS, StreamTerms
from tenants.kernel.ids import RequestId, StreamId
from tenants.kernel.language import Message, msg

NOT_READY: Mapping[str, Message] = {
    "invalid": msg("The request has errors."),
    "cancelled": msg("The request is cancelled."),
    "dismissed": msg("The request has been dismissed."),
    "invoiced": msg("The request has been invoiced already."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A request that was chosen, as it stands, with its customer's card; `is_released`: billed however little.

    `remarks` are worth a look before it is run, and keep nothing back.
    """

    request_id: RequestId
    stream_id: StreamId
    state: str
    customer: CustomerFacts | None
    customer_number: str
    customer_name: str
    subject: str
    content: Mapping[str, Any]
    is_released: bool = False
    remarks: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """A request and the invoice it becomes; number and payment reference are still to come.

    `payee` is the seller with the accounts that it is paid to: its own, or a finance company's. `others` are the
    requests that share the invoice with it, `takings` what a credit note takes of the invoices that it names.
    """

    candidate: Candidate
    customer: CustomerFacts
    invoice: Invoice
    payee: SellerFacts
    others: tuple[Candidate, ...] = ()
    takings: tuple[Taking, ...] = ()

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Return all requests that the invoice holds, in their order."""
        return (self.candidate, *self.others)


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that is set aside, and why; `is_small`, only since it comes to too little to be billed.

    `field` is the request's own field that the reason is about, empty where it is about none.
    """

    candidate: Candidate
    reason: Message
    is_small: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Under what a run issues: its stream, the day, and why it may issue no invoices (credit notes it may), if so.

    `asked` is what the stream says and asks of its invoices, `rates` what other currencies are worth, `factoring`
    whose invoices go to a finance company, `due_on` a due day for all invoices of the run.
    """

    stream_id: StreamId
    issued_on: date
    stopped: Message | None = None
    asked: StreamTerms = COMPANYS_TERMS
    rates: Rates = NO_RATES
    factoring: Factoring = field(default_factory=Factoring)
    due_on: date | None = None


def prepare(candidate: Candidate, seller: SellerFacts, terms: Terms) -> Ready | Refused:
    """Return the invoice that a request becomes, or why it is set aside; never raises for what a request says."""
    hindered = _hindered(candidate, terms)
    if hindered is not None:
        return Refused(candidate, hindered)
    return issuable(candidate, from_plain(candidate.content), seller, terms)


def issuable(candidate: Candidate, content: Invoice, seller: SellerFacts, terms: Terms) -> Ready | Refused:
    """Return the invoice that a content becomes for a request's customer, or why there can't be one."""
    if candidate.customer is None:
        return Refused(candidate, msg("The customer is missing."))
    if problems := check_request(_dated(content, terms), seller, candidate.customer, terms.issued_on):
        return Refused(candidate, problems[0].message)
    invoice = _invoice(content, seller, candidate.customer, terms)
    if (reason := _lacking(invoice, content, seller, terms)) is not None:
        return Refused(candidate, reason)
    agreement = terms.factoring.of(candidate.customer.id)
    if agreement is None:
        return Ready(candidate, candidate.customer, invoice, seller)
    sold = transferred(invoice, agreement, seller, candidate.customer.language)
    return Ready(candidate, candidate.customer, sold, paid_to(seller, agreement))


def _hindered(candidate: Candidate, terms: Terms) -> Message | None:
    if candidate.state != "ready":
        return NOT_READY[candidate.state]
    return None if candidate.stream_id == terms.stream_id else msg("The request belongs to another stream.")


def _lacking(invoice: Invoice, content: Invoice, seller: SellerFacts, terms: Terms) -> Message | None:
    if terms.stopped is not None and not invoice.is_credit_note:
        return terms.stopped
    if (reason := why_without(invoice, seller, supplied_on=_supplied_on(content, terms))) is not None:
        return reason
    missing = missing_contents(invoice, seller.country)
    return missing[0].message if missing else None


def _invoice(content: Invoice, seller: SellerFacts, customer: CustomerFacts, terms: Terms) -> Invoice:
    due_on = due_day(content, seller, customer, issued_on=terms.issued_on, asked=terms.asked)
    if terms.due_on is not None and not content.is_credit_note:
        due_on = terms.due_on
    said = introduced(content, terms.asked.texts(customer.language, seller.language))
    seat = seated(said, seller, customer, issued_on=terms.issued_on, due_on=due_on)
    supplied_on = _supplied_on(content, terms)
    return in_national_currency(seat, seller, terms.rates, supplied_on=supplied_on, language=customer.language)


def _supplied_on(content: Invoice, terms: Terms) -> date:
    return supply_day(_dated(content, terms))


def _dated(content: Invoice, terms: Terms) -> Invoice:
    """Return the content with the day of issue, which counts where no day of supply is stated."""
    return replace(content, issued_on=terms.issued_on)
