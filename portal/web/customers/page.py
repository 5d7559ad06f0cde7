"""The page of one customer card, new or kept."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import url_for

from billing.customers.queries import customers_by_id, duplicates_of, made_at
from billing.customers.rules.facts import CustomerFacts
from portal.web._design import Action, Field, Link, Notice, TimelineEntry
from portal.web._design.fields import unplaced
from portal.web._design.words import Words
from portal.web.customers.card import Section
from portal.web.customers.history import history
from portal.web.customers.words import LABELS, value_words
from portal.web.factored import factored_customer
from portal.web.reasons import permitted
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.journal import journal_rows
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem

MOST_NAMED = 5  # duplicates in one notice; the list's filter has all


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """A card to fill in, or only to read where `save` is refused.

    `back` is the address of the list of requests that the reader came from, empty where they didn't; `is_at_field`
    says that they came for one field, which then has the focus instead of the list of errors.
    """

    title: Words
    sections: tuple[Section, ...]
    save: Action
    cancel_url: str
    history: tuple[TimelineEntry, ...] = ()
    facts: tuple[tuple[Message, Words], ...] = ()
    notices: tuple[Notice, ...] = ()
    requests_url: str = ""
    invoices_url: str = ""
    back: str | None = None
    is_at_field: bool = False
    others: tuple[Message, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return every field of the card, for the list of errors above it."""
        return tuple(field for section in self.sections for field in section.fields)

    def refused(self, problems: Iterable[Problem]) -> "CardPage":
        """Return the page as it comes back, with what is wrong with what it has no field for."""
        return replace(self, others=unplaced(problems, self.fields))


def new_page(workspace_id: WorkspaceId, sections: tuple[Section, ...], back: str | None) -> CardPage:
    """Return the page of a card that isn't kept yet."""
    listing = url_for("customers.customers", workspace_id=workspace_id)
    return CardPage(
        title=msg("New customer"),
        sections=sections,
        save=Action(label=msg("Save the customer"), weight="primary"),
        cancel_url=requests_url(workspace_id, back) if back is not None else listing,
        back=back,
    )


def card_page(
    actor: Actor,
    workspace_id: WorkspaceId,
    customer: CustomerFacts,
    sections: tuple[Section, ...],
    *,
    back: str | None,
    is_at_field: bool = False,
) -> CardPage:
    """Return the page of a card that is kept, with its history."""
    save = Action(label=msg("Save"), weight="primary")
    listing = url_for("customers.customers", workspace_id=workspace_id)
    return CardPage(
        title=f"{customer.number} {customer.name}".strip(),
        sections=sections,
        save=permitted(save, actor, Permission.EDIT_CUSTOMERS, workspace_id),
        cancel_url=requests_url(workspace_id, back) if back is not None else listing,
        notices=(*_notices(workspace_id, customer), *factored_customer(actor, workspace_id, customer)),
        history=history(journal_rows(workspace_id, about_id=customer.id), made_at(workspace_id, customer.id)),
        facts=tuple((label, value_words(name, getattr(customer, name))) for name, label in LABELS.items()),
        requests_url=url_for("requests.requests", workspace_id=workspace_id, q=customer.number),
        invoices_url=url_for("invoices.invoices", workspace_id=workspace_id, customer=customer.id),
        back=back,
        is_at_field=is_at_field,
    )


def _notices(workspace_id: WorkspaceId, customer: CustomerFacts) -> tuple[Notice, ...]:
    """Return that a card rests, or which other cards may be of the same customer."""
    if customer.merged_into_id:
        found = customers_by_id(workspace_id, (customer.merged_into_id,)).values()
        stays = tuple(
            Link(_called(one), url_for("customers.card", workspace_id=workspace_id, customer_id=one.id))
            for one in found
        )
        rests = msg("This card rests. What is billed from now on is on the card it was merged into:")
        return (Notice("info", rests, stays),)
    links = tuple(
        Link(
            msg("Compare with %(card)s", card=_called(other)),
            url_for("customers.merge", workspace_id=workspace_id, customer_id=customer.id, other_id=other.id),
        )
        for other in duplicates_of(workspace_id, customer)[:MOST_NAMED]
    )
    return (Notice("warn", msg("This customer may have another card."), links),) if links else ()


def _called(customer: CustomerFacts) -> str:
    return f"{customer.number} {customer.name}".strip()


def requests_url(workspace_id: WorkspaceId, back: str) -> str:
    """Return the list of requests as its reader left it; `back` is the query of its address."""
    listing = url_for("requests.requests", workspace_id=workspace_id)
    return f"{listing}?{back}" if back else listing
