"""A workspace in which authors and client users write invoices, and the firm's desk that checks them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from factories.cast import Cast, Member, make_person
from factories.requests import customer_input, ready_house, swedish_input
from factories.working import worker_of
from flask import Flask

from billing.desk.actions import (
    Numbers,
    SendingOn,
    begin_written,
    claim_written,
    give_prefix,
    return_written,
    save_written,
    send_on,
    submit_written,
    write_customer,
)
from billing.desk.queries import WrittenFacts, get_written, ground_of
from billing.desk.rules.checklist import CHECKS
from billing.desk.rules.content import meaning_of
from billing.desk.rules.shown import shown_as
from billing.desk.rules.typed import TypedInvoice, TypedLine
from portal.edge.clock import real_clock
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.engagements.models import EngagementMember
from tenants.firms.actions import take_on
from tenants.kernel.country import Country, local_day
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId, InvoiceId, StreamId, WorkspaceId, WrittenId
from tenants.secrets.sealing import Seal
from tenants.workspaces.actions import let_in

KILN = TypedLine(text="Kiln, large", quantity="2", price="1 250,50")


@dataclass(frozen=True, slots=True)
class WritingHouse:
    """Alice's client, in which Aino and Eero write for themselves; `work` does every task that waits."""

    cast: Cast
    stream_id: StreamId
    aino: Member
    eero: Member
    work: Callable[[], None]
    country: Country = "FI"

    @property
    def workspace_id(self) -> WorkspaceId:
        """Return the client's workspace."""
        return self.cast.kuusi.workspace_id

    @property
    def today(self) -> date:
        """Return the client's day, which in the evening isn't that of UTC any more."""
        return local_day(real_clock(), self.country)

    def customer(self, member: Member, **changes: object) -> CustomerId:
        """Have somebody write a customer's card."""
        with member.acting(in_=self.workspace_id) as (actor, now):
            return write_customer(actor, self.workspace_id, customer_input(**changes), now=now)

    def draft(self, member: Member, customer_id: CustomerId | None = None, **changes: Any) -> WrittenId:
        """Have somebody write a draft that could be submitted."""
        customer_id = customer_id or self.customer(member)
        typed = TypedInvoice(customer_id=str(customer_id), lines=(KILN,))
        with member.acting(in_=self.workspace_id) as (actor, now):
            written_id = begin_written(actor, self.workspace_id, now=now)
            save_written(actor, self.workspace_id, written_id, replace(typed, **changes), version=1, now=now)
            return written_id

    def read(self, member: Member, written_id: WrittenId) -> WrittenFacts:
        """Return an invoice as somebody sees it."""
        with member.acting(in_=self.workspace_id):
            return get_written(self.workspace_id, written_id)

    def submit(self, member: Member, written_id: WrittenId, *, at: datetime | None = None) -> datetime:
        """Have somebody submit it, now or as if at a moment; returns by when it is due out."""
        version = self.read(member, written_id).version
        with member.acting(in_=self.workspace_id) as (actor, now):
            return submit_written(actor, self.workspace_id, written_id, version=version, now=at or now)

    def submitted(self, member: Member, **changes: Any) -> WrittenId:
        """Have somebody write and submit an invoice."""
        written_id = self.draft(member, **changes)
        self.submit(member, written_id)
        return written_id

    def claim(self, written_id: WrittenId) -> None:
        """Have Alice take it in hand."""
        with self.cast.alice.acting(in_=self.workspace_id) as (actor, now):
            claim_written(actor, self.workspace_id, written_id, now=now)

    def returned(self, written_id: WrittenId) -> None:
        """Have Alice return it with a reason at its lines."""
        self.claim(written_id)
        with self.cast.alice.acting(in_=self.workspace_id) as (actor, now):
            return_written(actor, self.workspace_id, written_id, {"lines": "Which kiln?"}, "Please say more.", now=now)

    def sent_on(self, written_id: WrittenId, *, seal: Seal | None = None, **changes: Any) -> InvoiceId:
        """Have Alice check it and send it on."""
        self.claim(written_id)
        with self.cast.alice.acting(in_=self.workspace_id) as (actor, now):
            shown, today = self.shown(written_id, now), local_day(now, self.country)
            how = SendingOn(issued_on=today, due_on=None, checked=frozenset(CHECKS), shown=shown)
            sent = send_on(actor, self.workspace_id, written_id, replace(how, **changes), seal=seal, now=now)
            return sent.invoice_id

    def shown(self, written_id: WrittenId, now: datetime) -> str:
        """Return the mark of what Alice has before her eyes, in a transaction of hers."""
        found = get_written(self.workspace_id, written_id)
        ground = ground_of(self.workspace_id, found.typed, now=now)
        return shown_as(meaning_of(found.typed, ground, found.attached).content, ground.customer, version=found.version)

    def colleague(self, name: str) -> Member:
        """Return an accountant of Alice's firm on the same engagement."""
        person, place = make_person(self.cast.alice.app, name), self.cast.kuusi
        with self.cast.alice.acting(firm=place.firm_id) as (actor, now):
            take_on(actor, place.firm_id, person.user_id, "accountant", now=now)
            at = {"firm_id": place.firm_id, "engagement_id": place.engagement_id}
            db.session.add(EngagementMember(**at, user_id=person.user_id))
        return person

    def prefix(self, member: Member, prefix: str) -> None:
        """Have Alice give an author a number prefix."""
        with self.cast.alice.acting(in_=self.workspace_id) as (actor, now):
            give_prefix(actor, self.workspace_id, member.user_id, prefix, Numbers(4), now=now)


def writing_house(cast: Cast, app: Flask) -> WritingHouse:
    """Return Alice's client with two authors."""
    stream_id = ready_house(cast.alice, cast.kuusi)
    aino, eero = (author(cast, app, name) for name in ("Aino", "Eero"))
    return WritingHouse(cast, stream_id, aino, eero, worker_of(app))


def swedish_house(cast: Cast, app: Flask) -> WritingHouse:
    """Return Charlie's client in Sweden with two authors: its desk is his, who is called Alice in what comes of it."""
    swapped = Cast(cast.charlie, cast.dora, cast.ek, cast.alice, cast.bob, cast.kuusi)
    stream_id = ready_house(swapped.alice, swapped.kuusi, swedish_input(vat_id="SE556222222301"))
    aino, eero = (author(swapped, app, name) for name in ("Aino", "Eero"))
    return WritingHouse(swapped, stream_id, aino, eero, worker_of(app), "SE")


def author(cast: Cast, app: Flask, name: str, role: str = "author") -> Member:
    """Return somebody who writes in the client's workspace, or has another role there."""
    person, where = make_person(app, name), cast.kuusi.workspace_id
    with transaction(scope=job_actor("workspace", where).scope(acting=where)) as now:
        let_in(where, person.user_id, role, now=now)
    return person
