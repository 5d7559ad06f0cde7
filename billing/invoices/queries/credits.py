"""Which credit notes invoices have, by what they say themselves (BG-3), and what a credit note to come may take."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, any_, bindparam, func, literal, select, text

from billing.customers.models import Customer
from billing.en16931.model import Invoice as Content
from billing.invoices.models import Invoice
from billing.invoices.queries.lists import InvoiceFacts, invoices_by_id
from billing.invoices.queries.stands import STANDS
from billing.invoices.rules.setting_off import Creditable, is_about, numbers_named
from billing.invoices.rules.shares import shares_of
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId, InvoiceId, WorkspaceId

# Found by the customer, which an index has; a credit note goes to whom the invoice went, by a card that may have been
# merged with the invoice's since.
CREDITS = text("""
    select distinct preceding ->> 'number' as number, credit.id
        from invoice credit, jsonb_array_elements(credit.content -> 'preceding_invoices') preceding
        where credit.workspace_id = :workspace and credit.kind = 'credit_note'
          and credit.customer_id in (select card.id from customer card where card.workspace_id = :workspace
              and (card.id = any(:cards) or card.merged_into_id = any(:cards)))
          and preceding ->> 'number' = any(:numbers)
""").bindparams(bindparam("cards", type_=ARRAY(Uuid())), bindparam("numbers", type_=ARRAY(Text())))


def credits_of(
    workspace_id: WorkspaceId, invoices: Collection[InvoiceFacts]
) -> dict[InvoiceId, tuple[InvoiceFacts, ...]]:
    """Return the credit notes of invoices, in the order of their numbers; invoices without any are left out.

    The content of one that names several invoices is its share in this one.
    """
    by_number = {one.row.number: one for one in invoices}
    today = cards_today(workspace_id, {one.row.customer_id for one in invoices})
    cards = list({*today, *today.values()})
    given = {"workspace": workspace_id, "cards": cards, "numbers": list(by_number)}
    rows = db.session.execute(CREDITS, given).all()
    # Another author's are left out by what is read of them, also where row security wouldn't do it.
    notes = invoices_by_id(workspace_id, [InvoiceId(row.id) for row in rows]) if rows else {}
    pairs = [row for row in rows if InvoiceId(row.id) in notes]
    named = _also_named(workspace_id, by_number, notes.values())
    found: dict[InvoiceId, list[InvoiceFacts]] = {}
    for number, note_id in sorted(pairs, key=lambda pair: notes[InvoiceId(pair.id)].row.number):
        note = notes[InvoiceId(note_id)]
        if not is_about(note.content, by_number[number].content):
            continue
        share = _share(note.content, number, named)
        found.setdefault(by_number[number].row.id, []).append(replace(note, content=share))
    return {invoice_id: tuple(each) for invoice_id, each in found.items()}


def creditable(workspace_id: WorkspaceId, numbers: Collection[str]) -> dict[str, Creditable]:
    """Return the invoices of some numbers with what was credited of them and is open, by number.

    What isn't here is left out: an invoice of an earlier program, or of another author for one.
    """
    found = _by_number(workspace_id, numbers).values()
    credits_ = credits_of(workspace_id, [one for one in found if not one.content.is_credit_note]) if found else {}
    cards = cards_today(workspace_id, {one.row.customer_id for one in found})
    return {
        one.row.number: Creditable(
            id=one.row.id,
            customer_id=cards.get(one.row.customer_id, one.row.customer_id),
            content=one.content,
            open=one.row.open,
            credits=tuple(each.content for each in credits_.get(one.row.id, ())),
        )
        for one in found
    }


def cards_today(workspace_id: WorkspaceId, customer_ids: Collection[CustomerId]) -> dict[CustomerId, CustomerId]:
    """Return the card that stands for each customer today: their own, or the one that theirs was merged into."""
    stands = func.coalesce(Customer.merged_into_id, Customer.id)
    query = select(Customer.id, stands).where(
        Customer.workspace_id == workspace_id, Customer.id == any_(literal(list(customer_ids), ARRAY(Uuid())))
    )
    found = {CustomerId(id_): CustomerId(stays) for id_, stays in db.session.execute(query)} if customer_ids else {}
    return {id_: found.get(id_, id_) for id_ in customer_ids}


def _also_named(
    workspace_id: WorkspaceId, known: Mapping[str, InvoiceFacts], notes: Iterable[InvoiceFacts]
) -> dict[str, Content]:
    """Return the contents of all invoices that credit notes of several name, by number."""
    numbers = {number for note in notes for number in numbers_named(note.content)}
    others = _by_number(workspace_id, numbers - set(known))
    return {number: one.content for number, one in {**known, **others}.items()}


def _by_number(workspace_id: WorkspaceId, numbers: Collection[str]) -> dict[str, InvoiceFacts]:
    if not numbers:
        return {}
    query = select(Invoice.id).where(
        Invoice.workspace_id == workspace_id, Invoice.number == any_(literal(list(numbers), ARRAY(Text()))), STANDS
    )
    ids: list[UUID] = list(db.session.scalars(query))
    found = invoices_by_id(workspace_id, list(map(InvoiceId, ids))) if ids else {}
    return {one.row.number: one for one in found.values()}


def _share(note: Content, number: str, named: Mapping[str, Content]) -> Content:
    """Return what a credit note takes of the invoice of a number; others that it names may not be known."""
    numbers = numbers_named(note)
    known = [each for each in numbers if each == number or (each in named and not named[each].is_credit_note)]
    shares = shares_of(note, [named[each] for each in known])
    return shares[known.index(number)]
