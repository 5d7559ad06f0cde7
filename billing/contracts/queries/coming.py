"""What contracts will bill: their next periods with the amounts of today's prices, nothing written."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from billing.articles.queries.catalogue import catalogue_of
from billing.contracts.queries.contracts import running_contracts
from billing.contracts.rules.drafting import request_of
from billing.contracts.rules.facts import ContractFacts
from billing.contracts.rules.schedule import Span, coming, spans
from billing.customers.queries import customers_by_id, staying
from billing.customers.rules.facts import CustomerFacts
from billing.requests.actions.judging import Judging, defaults_of
from billing.requests.rules.draft import Defaults
from billing.seller.queries import get_seller
from billing.streams.queries import get_stream
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message
from tenants.kernel.refusals import Problem

SHOWN = 6


@dataclass(frozen=True, slots=True)
class ComingPeriod:
    """A period that will be billed: its days, what it comes to without VAT, and what is wrong or worth a look."""

    span: Span
    net: Decimal
    currency: str
    problems: tuple[Problem, ...]
    remarks: tuple[Message, ...]


def coming_periods(
    workspace_id: WorkspaceId, contract: ContractFacts, *, now: datetime, count: int = SHOWN
) -> tuple[ComingPeriod, ...]:
    """Return the next periods of a contract, kept or only typed, by today's prices.

    Raises:
        SellerMissing: the company's settings haven't been saved yet.
    """
    cards = customers_by_id(workspace_id, (contract.customer_id,))
    customer = staying(workspace_id, list(cards.values()))[contract.customer_id]
    seller = get_seller(workspace_id)
    terms = get_stream(workspace_id, contract.stream_id).terms
    judging = Judging(seller, catalogue_of(workspace_id, codes_of((contract,))), now).in_stream(terms)
    return tuple(
        _period(contract, span, customer, judging, defaults_of(seller, now))
        for span in coming(contract.rhythm, after=contract.billed_until, count=count)
    )


def due_count(workspace_id: WorkspaceId, until: date) -> int:
    """Return how many periods of all contracts fall due by a day and have no request yet."""
    return sum(len(due_spans(contract, until)) for contract in running_contracts(workspace_id))


def due_spans(contract: ContractFacts, until: date) -> tuple[Span, ...]:
    """Return the periods of a contract that fall due by a day and have no request yet."""
    return tuple(spans(contract.rhythm, after=contract.billed_until, until=until))


def codes_of(contracts: Iterable[ContractFacts]) -> Collection[str]:
    """Return the articles that the lines of contracts name."""
    return {line["article"] for contract in contracts for line in contract.lines if line.get("article")}


def _period(
    contract: ContractFacts, span: Span, customer: CustomerFacts, judging: Judging, defaults: Defaults
) -> ComingPeriod:
    draft = request_of(contract, span, customer, defaults)
    content, problems = judging.judged(draft.content, draft.unsaid, customer)
    remarks = judging.remarks(content, draft.unsaid, customer)
    return ComingPeriod(span, content.totals.net, content.currency, problems, remarks)
