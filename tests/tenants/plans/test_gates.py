"""What a plan lacks is refused by the action itself, whoever draws the button: a row for each action that is named."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from factories.cast import Cast
from factories.requests import csv_file, imported, new_customer, ready_house

from billing.articles.rules.card import ArticleInput
from billing.contracts.rules.card import ContractInput
from billing.delivery.actions.resending import Way
from billing.desk.actions import Numbers
from billing.requests.formats.reading import read_requests
from billing.requests.rules.draft import Defaults, Upload
from billing.runs.actions.starting import Wish
from billing.seller.queries import get_seller
from billing.seller.rules.party import seller_party
from billing.streams.actions import open_stream, switch_off
from billing.streams.rules import NewStream
from portal.edge.transaction import reading
from tenants.kernel.actor import Actor, NotAllowedNow, Permission, Reach
from tenants.kernel.ids import InvoiceId, RunId, StreamId
from tenants.kernel.language import Message
from tenants.kernel.refusals import Refusal
from tenants.plans.capabilities import FEATURES, VARIANTS, Capability, lacking_in

DAY = date(2026, 11, 23)
FILE = Upload("later.csv", csv_file("R-9;10001;Hours;1;10,00;25,5"))
Gate = tuple[Capability, str]
GATES = [(capability, path) for capability, feature in FEATURES.items() for path in feature.checked_by]


class Place:
    """Books with two streams and a ready request in each, and how each action is called there."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.id = cast, cast.kuusi.workspace_id
        self.first = ready_house(cast.alice, cast.kuusi)
        new_customer(cast.alice, cast.kuusi)
        with cast.alice.acting(in_=self.id) as (actor, now):
            self.second = open_stream(actor, self.id, NewStream("hours", "Hours", "20", 6), now=now)
        self.ready = {
            stream: imported(cast.alice, self.id, stream, csv_file(f"{stream};10001;Mug;1;10,00;25,5")).request_ids
            for stream in (self.first, self.second)
        }

    def calls(self, capability: Capability) -> Mapping[str, Callable[..., Any]]:
        """Return what to call each action with, by its path, so that it needs a capability."""
        in_ = self.second if capability is Capability.SEVERAL_STREAMS else self.first
        return {
            **self._of_articles(),
            **self._of_contracts(),
            "billing.runs.actions.starting.begin_run": lambda act, actor, now: self._start(act, actor, in_, now),
            "billing.delivery.actions.sending.send_run": lambda act, actor, now: act(
                actor, self.id, RunId(uuid4()), now=now
            ),
            "billing.delivery.actions.sending.send_invoices": lambda act, actor, now: act(actor, self.id, [], now=now),
            "billing.delivery.actions.resending.resend": lambda act, actor, now: act(
                actor, self.id, InvoiceId(uuid4()), Way("email"), now=now
            ),
            "billing.delivery.actions.by_hand.print_here": lambda act, *who: _now(act, who, self.id, []),
            "billing.delivery.actions.by_hand.hand_over": lambda act, *who: _now(act, who, self.id, []),
            "billing.streams.actions.open_stream": lambda act, actor, now: act(
                actor, self.id, NewStream("third", "Third", "30", 6), now=now
            ),
            "billing.streams.actions.switch_on": self._again,
            "billing.requests.actions.importing.import_requests": lambda act, actor, now: act(
                actor, self.id, self.second, FILE, now=now
            ),
            "billing.requests.actions.importing.import_drafts": lambda act, actor, now: act(
                actor, self.id, self.second, self._drafts(), FILE, now=now
            ),
            "billing.desk.actions.settings.give_prefix": lambda act, actor, now: act(
                actor, self.id, self.cast.bob.user_id, "21", Numbers(6), now=now
            ),
            "tenants.workspaces.people.change_role": lambda act, actor, now: act(
                actor, self.id, self.cast.bob.user_id, "author", now=now
            ),
        }

    def _of_articles(self) -> Mapping[str, Callable[..., Any]]:
        where, made_up = "billing.articles.actions.", uuid4()
        price = (DAY, Decimal(1))
        return {
            f"{where}cards.add_article": lambda act, *who: _now(act, who, self.id, ArticleInput(code="A")),
            f"{where}cards.change_article": lambda act, *who: _now(act, who, self.id, made_up, ArticleInput(code="A")),
            f"{where}cards.set_active": lambda act, actor, now: act(actor, self.id, [made_up], active=True, now=now),
            f"{where}lists.add_price_list": lambda act, *who: _now(act, who, self.id, "Normal", "EUR"),
            f"{where}lists.make_default": lambda act, *who: _now(act, who, self.id, made_up),
            f"{where}prices.set_price": lambda act, *who: _now(act, who, self.id, made_up, made_up, price),
            f"{where}prices.take_back_price": lambda act, *who: _now(act, who, self.id, made_up),
            f"{where}importing.import_articles": lambda act, *who: _now(act, who, self.id, []),
        }

    def _of_contracts(self) -> Mapping[str, Callable[..., Any]]:
        where, typed = "billing.contracts.actions.", ContractInput(fields={})
        return {
            f"{where}cards.add_contract": lambda act, *who: _now(act, who, self.id, typed),
            f"{where}cards.change_contract": lambda act, *who: _now(act, who, self.id, uuid4(), typed),
            f"{where}importing.import_contracts": lambda act, *who: _now(act, who, self.id, b""),
            f"{where}making.make_requests": lambda act, actor, now: act(actor, self.id, until=DAY, now=now),
        }

    def _start(self, act: Callable[..., Any], actor: Actor, stream: StreamId, now: datetime) -> None:
        act(actor, self.id, stream, self.ready[stream], Wish(issued_on=DAY), now=now)

    def _again(self, act: Callable[..., Any], actor: Actor, now: datetime) -> None:
        switch_off(actor, self.id, self.second, knowing=1, now=now)
        act(actor, self.id, self.second, now=now)

    def _drafts(self) -> Any:
        seller = get_seller(self.id)
        party = seller_party(seller)
        return read_requests(FILE, Defaults(seller=party, country="FI", language="fi", currency="EUR", on=DAY))

    def try_it(self, gate: Gate, lacking: Mapping[str, Message]) -> NotAllowedNow | None:
        """Return how an action refuses an actor who may do everything and lacks some capabilities; None if it doesn't.

        Nothing that it writes is kept.
        """
        capability, path = gate
        module, _, name = path.rpartition(".")
        reach = Reach("admin", frozenset(Permission), lacking=lacking)
        actor = Actor(self.cast.bob.user_id, "Bob", {self.id: reach})
        with reading(actor.scope(acting=self.id)) as now, suppress(Refusal):
            try:
                self.calls(capability)[path](getattr(import_module(module), name), actor, now)
            except NotAllowedNow as refusal:
                return refusal
        return None


def _now(act: Callable[..., Any], who: tuple[Any, ...], *asked: Any) -> Any:
    """Call an action for an actor at a moment."""
    actor, now = who
    return act(actor, *asked, now=now)


@pytest.fixture
def place(cast: Cast) -> Place:
    return Place(cast)


class TestGates:
    """Every capability of the catalogue, in every action that it names."""

    def test_refuse_what_the_plan_lacks_with_the_hint_and_nothing_else(self, place: Place) -> None:
        for capability, path in GATES:
            since = VARIANTS.index(FEATURES[capability].since)
            smaller = VARIANTS[since - 1] if since else None
            refusal = place.try_it((capability, path), lacking_in(smaller))
            assert refusal is not None, f"{path} doesn't check {capability}"
            assert str(FEATURES[capability].hint) in str(refusal.message), path
            assert place.try_it((capability, path), lacking_in(VARIANTS[since])) is None, path

    def test_let_the_first_stream_be_filled_by_any_plan(self, place: Place) -> None:
        actor = Actor(place.cast.bob.user_id, "Bob", {place.id: Reach("admin", frozenset(Permission), lacking=ALL)})
        act = import_module("billing.requests.actions.importing").import_requests
        with reading(actor.scope(acting=place.id)) as now:
            assert act(actor, place.id, place.first, FILE, now=now).ready == 1


ALL = lacking_in("invoice")
