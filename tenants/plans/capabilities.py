"""What a workspace can do by its plan: a row for each capability, with the plan that has it and who checks it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, get_args

from tenants.kernel.language import Message, msg

Variant = Literal["invoice", "start", "smart", "pro"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)


class Capability(StrEnum):
    """Something that a plan has or hasn't."""

    INVOICING = "invoicing"
    SENDING = "sending"
    REMINDERS = "reminders"
    SEVERAL_STREAMS = "several_streams"
    BANK_FILES = "bank_files"
    CONTRACTS = "contracts"
    ARTICLES = "articles"
    AUTHORS = "authors"
    COLLECTION = "collection"


@dataclass(frozen=True, slots=True)
class Feature:
    """A capability in words, the smallest plan that has it, and the actions that check it; none: not built yet."""

    label: Message
    since: Variant
    hint: Message
    checked_by: tuple[str, ...] = ()

    @property
    def is_built(self) -> bool:
        """Return whether it can be used today."""
        return bool(self.checked_by)


C = Capability
START, SMART, PRO = {"plan": "Start"}, {"plan": "Smart"}, {"plan": "Pro"}
FEATURES: Mapping[Capability, Feature] = {
    C.INVOICING: Feature(
        msg("Customers, invoices and credit notes"),
        "invoice",
        msg("Invoices are part of every plan."),
        ("billing.runs.actions.starting.begin_run",),
    ),
    C.SENDING: Feature(
        msg("E-invoice, e-mail and letter"),
        "invoice",
        msg("Sending is part of every plan."),
        (
            "billing.delivery.actions.sending.send_run",
            "billing.delivery.actions.sending.send_invoices",
            "billing.delivery.actions.resending.resend",
            "billing.delivery.actions.by_hand.print_here",
            "billing.delivery.actions.by_hand.hand_over",
        ),
    ),
    C.REMINDERS: Feature(msg("Reminders"), "invoice", msg("Reminders are part of every plan.")),
    C.SEVERAL_STREAMS: Feature(
        msg("Several invoicing streams"),
        "start",
        msg("Several invoicing streams are part of %(plan)s.", **START),
        (
            "billing.streams.actions.open_stream",
            "billing.streams.actions.switch_on",
            "billing.requests.actions.importing.import_requests",
            "billing.requests.actions.importing.import_drafts",
            "billing.runs.actions.starting.begin_run",
        ),
    ),
    C.BANK_FILES: Feature(
        msg("Payments matched from bank files"), "start", msg("Bank files are part of %(plan)s.", **START)
    ),
    C.CONTRACTS: Feature(
        msg("Recurring contracts"),
        "smart",
        msg("Contracts are part of %(plan)s.", **SMART),
        (
            "billing.contracts.actions.cards.add_contract",
            "billing.contracts.actions.cards.change_contract",
            "billing.contracts.actions.importing.import_contracts",
            "billing.contracts.actions.making.make_requests",
        ),
    ),
    C.ARTICLES: Feature(
        msg("Price lists and articles"),
        "smart",
        msg("Price lists and articles are part of %(plan)s.", **SMART),
        (
            "billing.articles.actions.cards.add_article",
            "billing.articles.actions.cards.change_article",
            "billing.articles.actions.cards.set_active",
            "billing.articles.actions.lists.add_price_list",
            "billing.articles.actions.lists.make_default",
            "billing.articles.actions.prices.set_price",
            "billing.articles.actions.prices.take_back_price",
            "billing.articles.actions.importing.import_articles",
        ),
    ),
    C.AUTHORS: Feature(
        msg("Several authors with number prefixes"),
        "pro",
        msg("Authors are part of %(plan)s.", **PRO),
        ("tenants.workspaces.people.change_role", "billing.desk.actions.settings.give_prefix"),
    ),
    C.COLLECTION: Feature(
        msg("Collection with a licensed agency"), "pro", msg("Collection is part of %(plan)s.", **PRO)
    ),
}


def capabilities_of(variant: str | None) -> frozenset[Capability]:
    """Return what a variant has: its own and everything that smaller ones have; without a plan nothing.

    >>> sorted(capabilities_of("start") - capabilities_of("invoice"))
    [<Capability.BANK_FILES: 'bank_files'>, <Capability.SEVERAL_STREAMS: 'several_streams'>]
    """
    if variant not in VARIANTS:
        return frozenset()
    reached = VARIANTS[: VARIANTS.index(variant) + 1]
    return frozenset(capability for capability, feature in FEATURES.items() if feature.since in reached)


def lacking_in(variant: str | None) -> Mapping[str, Message]:
    """Return what a variant hasn't, each with the sentence that names the plan which has it.

    >>> str(lacking_in("start")["contracts"])
    'Contracts are part of Smart.'
    """
    has = capabilities_of(variant)
    return {capability.value: feature.hint for capability, feature in FEATURES.items() if capability not in has}


def lost_between(before: str, after: str) -> tuple[Capability, ...]:
    """Return what one variant has and another hasn't, in the order of the catalogue.

    >>> [capability.value for capability in lost_between("smart", "start")]
    ['contracts', 'articles']
    """
    gone = capabilities_of(before) - capabilities_of(after)
    return tuple(capability for capability in FEATURES if capability in gone)
