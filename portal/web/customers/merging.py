"""Comparing two cards of one customer before they are merged."""

from dataclasses import dataclass

from flask import url_for

from billing.customers.rules.facts import CustomerFacts
from billing.requests.actions import MergePlan, merge_plan
from portal.web._design import Action, Field, Notice, Option
from portal.web._design.words import Words
from portal.web.customers.words import LABELS, value_words
from tenants.kernel.ids import CustomerId, WorkspaceId
from tenants.kernel.language import Message, msg


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the two cards have differently, in words."""

    field: Message
    first: Words
    second: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePage:
    """Two cards, where they differ, and the choice of which stays; `refusal` says why they can't be merged."""

    first: str
    second: str
    differences: tuple[Difference, ...]
    stays: Field
    merge: Action
    cancel_url: str
    refusal: Notice | None


def merge_page(workspace_id: WorkspaceId, customer_id: CustomerId, other_id: CustomerId) -> MergePage:
    """Return the page of two cards.

    Raises:
        NoSuchCustomer: the workspace lacks one of them.
    """
    plans = (merge_plan(workspace_id, customer_id, other_id), merge_plan(workspace_id, other_id, customer_id))
    first, second = plans[0].stays, plans[0].rests
    refusal = plans[0].refusal
    return MergePage(
        first=_called(first),
        second=_called(second),
        differences=tuple(_differences(first, second)),
        stays=Field(
            name="stays",
            label=msg("Which card stays?"),
            kind="radio",
            value=str(customer_id),
            required=True,
            options=tuple(_option(plan) for plan in plans),
        ),
        merge=Action(label=msg("Merge the cards"), weight="primary", refusal=refusal.message if refusal else ""),
        cancel_url=url_for("customers.card", workspace_id=workspace_id, customer_id=customer_id),
        refusal=Notice("bad", refusal.message) if refusal else None,
    )


def _option(plan: MergePlan) -> Option:
    rests = _called(plan.rests)
    return Option(
        str(plan.stays.id),
        _called(plan.stays),
        hint=msg(
            "From %(rests)s move %(requests)s requests; %(invoices)s invoices stay as they were printed, listed here.",
            rests=rests,
            requests=plan.requests,
            invoices=plan.invoices,
        ),
    )


def _differences(first: CustomerFacts, second: CustomerFacts) -> list[Difference]:
    return [
        Difference(label, value_words(name, getattr(first, name)), value_words(name, getattr(second, name)))
        for name, label in LABELS.items()
        if getattr(first, name) != getattr(second, name)
    ]


def _called(customer: CustomerFacts) -> str:
    return f"{customer.number} {customer.name}".strip()
