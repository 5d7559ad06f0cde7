"""Which accounts of the bookkeeping the sales of invoices belong to, as the articles of their lines say."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ARRAY, Text, any_, literal, select

from billing.articles.queries import articles_by_code
from billing.en16931.model import Invoice as Content
from billing.en16931.model import PrecedingInvoice
from billing.invoices.models import Invoice
from billing.streams.queries import get_stream
from tenants.kernel.db import db
from tenants.kernel.ids import StreamId, WorkspaceId

Accounts = Mapping[str, str]


def sales_accounts(workspace_id: WorkspaceId, stream_id: StreamId, contents: Sequence[Content]) -> list[Accounts]:
    """Return the sales accounts of invoices that are about to be issued, each by the codes of the articles it names.

    Under no code stands the stream's own account, for whatever names no article that has one.
    A credit note reverses what was posted, so it has the accounts of the invoice that it names, whatever the articles
    say by now.
    """
    named = [{line.item.seller_id or "" for line in content.lines} | {""} for content in contents]
    articles = articles_by_code(workspace_id, set().union(*named) - {""})
    own = get_stream(workspace_id, stream_id).terms.sales_account
    today = {"": own} if own else {}
    today |= {code: article.sales_account for code, article in articles.items() if article.sales_account}
    before = _posted(workspace_id, {one.number for each in contents for one in _credited(each)})
    found: list[Accounts] = []
    for content, codes in zip(contents, named, strict=True):
        posted = [before[one.number] for one in _credited(content) if one.number in before]
        known = {code: account for accounts in posted for code, account in accounts.items()} if posted else today
        found.append({code: account for code, account in known.items() if code in codes})
    return found


def _credited(content: Content) -> Sequence[PrecedingInvoice]:
    return content.preceding_invoices if content.is_credit_note else ()


def _posted(workspace_id: WorkspaceId, numbers: Collection[str]) -> dict[str, Accounts]:
    """Return the accounts of invoices that were issued here, by number; what was taken over had its sales elsewhere."""
    if not numbers:
        return {}
    query = select(Invoice.number, Invoice.sales_accounts).where(
        Invoice.workspace_id == workspace_id,
        Invoice.number == any_(literal(list(numbers), ARRAY(Text))),
        Invoice.taken_over.is_(False),
    )
    return {row.number: row.sales_accounts for row in db.session.execute(query)}
