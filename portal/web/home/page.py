"""What a company's first page says: the next step, what waits, what is open, the latest invoices."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from billing.desk.queries import written_counts
from billing.invoices.queries import InvoiceQuery, InvoiceRow, invoice_rows
from billing.seller.queries import find_seller
from billing.standing.queries.overview import OpenTotal, open_totals
from billing.standing.queries.sendings import delivery_states
from billing.standing.queries.waiting import Waiting, waiting_in
from billing.standing.rules import receivable_state
from portal.web._design import Action, Card, Figure
from portal.web._design.states import STATES
from portal.web._design.words import Words
from portal.web.reasons import permitted
from tenants.collaborations.queries import find_collaboration
from tenants.conversations.queries import questions_waiting, reader_of
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import local_day
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.registries.business_ids import format_business_id
from tenants.workspaces.queries import WorkspaceFacts

P = Permission
LATEST = 8


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do next: what it is and why, and the way there."""

    text: Message
    action: Action


@dataclass(frozen=True, slots=True)
class LatestInvoice:
    """One of the invoices issued last."""

    row: InvoiceRow
    url: str
    state: str
    delivery: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """One company at a glance."""

    company: str
    business_id: str
    step: NextStep | None
    cards: tuple[Card, ...]
    totals: tuple[OpenTotal, ...]
    latest: tuple[LatestInvoice, ...]
    invoices_url: str
    open_url: str
    overdue_url: str


def home_page(actor: Actor, workspace: WorkspaceFacts, *, now: datetime) -> HomePage:
    """Return the first page of a company at a moment."""
    on, waiting = local_day(now, workspace.country), waiting_in((workspace.id,), now=now)
    invoices = url_for("invoices.invoices", workspace_id=workspace.id)
    return HomePage(
        company=workspace.name,
        business_id=format_business_id(workspace.country, workspace.business_id),
        step=next(_steps(actor, workspace.id, waiting), None),
        cards=(
            *_written(actor, workspace.id),
            *_cards(actor, workspace.id, waiting),
            *_questions(actor, workspace.id, on),
        ),
        totals=open_totals(workspace.id, on=on),
        latest=tuple(_latest(workspace.id, on)),
        invoices_url=invoices,
        open_url=f"{invoices}?state=open",
        overdue_url=f"{invoices}?state=overdue",
    )


def _steps(actor: Actor, workspace_id: WorkspaceId, waiting: tuple[Waiting, ...]) -> Iterator[NextStep]:
    """Yield what is to be done, the first thing first."""
    yield from _agreement(actor, workspace_id)
    yield from _settings(actor, workspace_id)
    yield from _returned(actor, workspace_id)
    yield from _work(actor, workspace_id, waiting)


def _agreement(actor: Actor, workspace_id: WorkspaceId) -> Iterator[NextStep]:
    collaboration = find_collaboration(workspace_id)
    if collaboration is None or not collaboration.is_waiting:
        return
    url = url_for("approvals.approvals", workspace_id=workspace_id)
    see = Action(label=msg("Read and accept"), url=url, method="get", weight="primary")
    text = msg("An accounting firm wants to work for you here. Read what it offers, then accept it or not.")
    yield NextStep(text, permitted(see, actor, P.ACCEPT_TERMS, workspace_id))


def _settings(actor: Actor, workspace_id: WorkspaceId) -> Iterator[NextStep]:
    if find_seller(workspace_id) is not None or not actor.may(P.EDIT_SETTINGS, in_=workspace_id):
        return
    url = url_for("settings.settings", workspace_id=workspace_id)
    text = msg("Before the first invoice, say where the company is found and to which account it is paid.")
    yield NextStep(text, Action(label=msg("Fill in the settings"), url=url, method="get", weight="primary"))


def _returned(actor: Actor, workspace_id: WorkspaceId) -> Iterator[NextStep]:
    """Yield that invoices came back from the firm's check; to the client's own people, who correct them."""
    is_staff = actor.workspaces[workspace_id].firm_id is not None
    if is_staff or not actor.may(P.WRITE_INVOICES, in_=workspace_id):
        return
    if written_counts(workspace_id).get("needs_correction"):
        url = url_for("written.written", workspace_id=workspace_id, state="needs_correction")
        text = msg("Invoices came back from the check. Correct what is said at their fields, then submit them again.")
        yield NextStep(text, Action(label=msg("Correct them"), url=url, method="get", weight="primary"))


def _work(actor: Actor, workspace_id: WorkspaceId, waiting: tuple[Waiting, ...]) -> Iterator[NextStep]:
    counts = {
        kind: sum(one.count for one in waiting if one.kind == kind)
        for kind in ("invalid", "ready", "unsent", "attention")
    }
    requests, sending = "requests.requests", "sending.sending"
    steps: tuple[tuple[bool, Permission, Message, Message, str, dict[str, str]], ...] = (
        (
            bool(counts["attention"]), P.SEND_DOCUMENTS, msg("Some invoices didn't arrive."),
            msg("See what came back"), "sending.attention", {},
        ),
        (
            bool(counts["invalid"]), P.EDIT_CUSTOMERS, msg("Some billing requests can't be invoiced as they are."),
            msg("Put them right"), requests, {"state": "invalid"},
        ),
        (
            bool(counts["ready"]), P.RUN_INVOICING, msg("Billing requests are ready to be invoiced."),
            msg("Preview and run"), requests, {"state": "ready"},
        ),
        (bool(counts["unsent"]), P.SEND_DOCUMENTS, msg("Invoices wait to be sent."), msg("Send them"), sending, {}),
        (
            not any(counts.values()), P.IMPORT_REQUESTS, msg("Nothing waits. The next billing can begin."),
            msg("Fetch billing requests"), "requests.import_form_page", {},
        ),
    )  # fmt: skip
    for is_due, permission, text, label, endpoint, query in steps:
        if is_due and actor.may(permission, in_=workspace_id):
            url = url_for(endpoint, workspace_id=str(workspace_id), **query)  # type: ignore[arg-type]  # flask's own options come first
            yield NextStep(text, Action(label=label, url=url, method="get", weight="primary"))


def _cards(actor: Actor, workspace_id: WorkspaceId, waiting: tuple[Waiting, ...]) -> Iterator[Card]:
    """Yield the figures that concern the reader: work for those who do it, errors for all."""
    requests = url_for("requests.requests", workspace_id=workspace_id)
    ready, invalid, cancelled = (
        _figure(waiting, kind, f"{requests}?state={kind}") for kind in ("ready", "invalid", "cancelled")
    )
    yield Card(ready, (invalid, cancelled))
    if actor.may(P.SEND_DOCUMENTS, in_=workspace_id) or actor.why_not(P.SEND_DOCUMENTS, in_=workspace_id):
        sending = url_for("sending.sending", workspace_id=workspace_id)
        yield Card(_figure(waiting, "unsent", sending))
        yield Card(_figure(waiting, "attention", url_for("sending.attention", workspace_id=workspace_id)))


def _written(actor: Actor, workspace_id: WorkspaceId) -> Iterator[Card]:
    """Yield how the invoices stand that are written here; nothing where none is in anybody's hands."""
    if not actor.may(P.WRITE_INVOICES, in_=workspace_id):
        return
    counts = written_counts(workspace_id)
    in_hand = {name: counts.get(name, 0) for name in ("needs_correction", "draft", "submitted", "in_review")}
    if any(in_hand.values()):
        first, *others = (_figure_of_written(workspace_id, name, count) for name, count in in_hand.items())
        yield Card(first, tuple(others))


def _figure_of_written(workspace_id: WorkspaceId, state: str, count: int) -> Figure:
    url = url_for("written.written", workspace_id=workspace_id, state=state)
    return Figure(STATES[state].label, count, url, "warn" if count and state == "needs_correction" else "neutral")


def _questions(actor: Actor, workspace_id: WorkspaceId, on: date) -> Iterator[Card]:
    """Yield the questions that wait for the reader's side."""
    if actor.may(P.SEE_QUESTIONS, in_=workspace_id):
        waiting = questions_waiting((workspace_id,), reader_of(actor, workspace_id, on=on))
        count = sum(one.count for one in waiting)
        url = url_for("questions.questions", workspace_id=workspace_id, state="waiting")
        yield Card(Figure(msg("Questions"), count, url, "warn" if count else "neutral"))


LABELS: dict[str, Words] = {
    "ready": msg("To run"),
    "invalid": msg("With errors"),
    "cancelled": msg("Cancelled"),
    "unsent": msg("To send"),
    "attention": msg("Needs attention"),
}


def _figure(waiting: tuple[Waiting, ...], kind: str, url: str) -> Figure:
    count = sum(one.count for one in waiting if one.kind == kind)
    return Figure(LABELS[kind], count, url, "bad" if count and kind in {"invalid", "attention"} else "neutral")


def _latest(workspace_id: WorkspaceId, on: date) -> Iterator[LatestInvoice]:
    rows = invoice_rows(workspace_id, InvoiceQuery(limit=LATEST))
    sent = delivery_states(workspace_id, [row.id for row in rows]) if rows else {}
    for row in rows:
        url = url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=row.id)
        state = receivable_state(row.kind, row.asked, row.open, row.due_on, on=on, credited=row.credited)
        yield LatestInvoice(row, url, state, sent[row.id])
