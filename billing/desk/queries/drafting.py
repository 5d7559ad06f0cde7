"""Looking at a draft as it stands: what it means, what its articles would fill in, and the invoice it would become."""

from dataclasses import dataclass, replace
from datetime import datetime

from billing.articles.queries import ArticleQuery, article_rows
from billing.articles.queries.catalogue import catalogue_of
from billing.articles.rules.facts import ArticleFacts
from billing.desk.queries.written import find_stream_of, get_written, ground_of, stream_problems
from billing.desk.rules.content import Ground, meaning_of, priced_on
from billing.desk.rules.filling import Selling, filled_in
from billing.desk.rules.typed import TypedInvoice
from billing.en16931.model import Invoice
from billing.en16931.model.plain import to_plain
from billing.exchange.queries import rates_until
from billing.exchange.rules import NO_RATES, Rates
from billing.factoring.queries import factoring_of
from billing.invoices.rules import numbered
from billing.runs.rules.preparing import Candidate, Refused, Terms, prepare
from tenants.kernel.country import CURRENCIES
from tenants.kernel.ids import RequestId, StreamId, WorkspaceId, WrittenId
from tenants.kernel.language import Language
from tenants.kernel.refusals import Conflict

MOST_ARTICLES = 300


@dataclass(frozen=True, slots=True)
class Preview:
    """The invoice that a draft would become, the stream it would be in, and the language it would be written in."""

    content: Invoice
    stream_id: StreamId
    language: Language


class NotWholeYet(Conflict):
    """There is no preview yet: %(reason)s"""


def article_choices(workspace_id: WorkspaceId) -> tuple[ArticleFacts, ...]:
    """Return the articles that can be chosen, by their texts; one more than `MOST_ARTICLES` where there are more."""
    return article_rows(workspace_id, ArticleQuery(state="active", sort="name", limit=MOST_ARTICLES + 1))


def with_articles(workspace_id: WorkspaceId, typed: TypedInvoice, *, now: datetime) -> TypedInvoice:
    """Return what was typed, with the lines filled for which an article alone was chosen."""
    wanted = {line.article for line in typed.lines if line.article and not line.text}
    if not wanted:
        return typed
    ground = ground_of(workspace_id, typed, now=now)
    catalogue = replace(catalogue_of(workspace_id, wanted), usual_list=ground.asked.price_list)
    taxed = ground.seller.vat_id is not None
    return filled_in(typed, Selling(catalogue, ground.customer, ground.currency, priced_on(typed, ground), taxed))


def previewed(workspace_id: WorkspaceId, written_id: WrittenId, *, now: datetime) -> Preview:
    """Return what a draft would become today, with the accounts that it is paid to, and without its number.

    Raises:
        NoSuchWritten, SellerMissing.
        NotWholeYet: something is missing; the sentence says what.
    """
    written = get_written(workspace_id, written_id)
    typed = written.typed
    ground = ground_of(workspace_id, typed, now=now)
    meaning = meaning_of(typed, ground, written.attached)
    stream = find_stream_of(workspace_id, typed)
    problems = [*meaning.problems, *stream_problems(stream)]
    if problems or stream is None or ground.customer is None:
        raise NotWholeYet(written_id, reason=problems[0].message)
    candidate = Candidate(
        request_id=RequestId(written_id),
        stream_id=stream.id,
        state="ready",
        customer=ground.customer,
        customer_number=ground.customer.number,
        customer_name=ground.customer.name,
        subject=typed.subject,
        content=to_plain(meaning.content),
    )
    terms = Terms(stream.id, ground.on, None, stream.terms, _rates(ground), factoring_of(workspace_id, stream.id))
    found = prepare(candidate, ground.seller, terms)
    if isinstance(found, Refused):
        raise NotWholeYet(written_id, reason=found.reason)
    content = numbered(found.invoice, found.payee, number="", reference="")
    return Preview(content, stream.id, ground.customer.language)


def _rates(ground: Ground) -> Rates:
    """Return the exchange rates by which VAT is stated in the national currency, where the invoice is in another."""
    national = CURRENCIES[ground.seller.country]
    return NO_RATES if ground.currency == national else rates_until({ground.currency, national}, ground.on)
