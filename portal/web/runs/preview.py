"""The rehearsal of a run as a page: what it would issue, what it would leave out, and samples to read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from billing.runs.actions import RehearsalChanged
from billing.runs.queries import Rehearsal, is_credit_only, rehearse
from billing.runs.rules.totals import CurrencyTotal
from billing.streams.queries import is_beyond_first
from portal.web._design import Action, Field, Notice
from portal.web._design.filters import number
from portal.web._design.words import Words
from portal.web.choosing import Chosen, joined
from portal.web.reasons import equipped, permitted
from portal.web.runs.collective import Collective, collective_of, requests_fact
from portal.web.runs.comparing import Compared, compared_with
from portal.web.runs.left_out import LeftOut, request_url
from portal.web.runs.remarked import Remarked, remarked_of
from portal.web.runs.words import RateRow, claim_facts, numbers, rate_rows
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.days import NotADay
from tenants.kernel.ids import StreamId, WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict, Refusal
from tenants.plans.capabilities import Capability

DUE_HINT = msg("Empty: each by the terms of its request, customer card, stream or company.")
DATE_HINT = msg(
    "Invoices of one series are dated in the order of their numbers: never before the newest one, and no later than the"
    " end of the month after next."
)


@dataclass(frozen=True, slots=True)
class Days:
    """The invoice date, and a due date for all invoices of the run or None."""

    issued_on: date
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """One invoice as it would look, to be opened as a PDF; `place` counts from the run's first."""

    label: str
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamPreview:
    """What a run of one stream would do; `ids` and `fingerprint` go with the form that runs exactly that.

    `sampled` are the requests of the samples, the first to be issued, so that a sample's number agrees.
    """

    name: str
    facts: tuple[tuple[Words, Words], ...]
    totals: tuple[RateRow, ...]
    sums: tuple[CurrencyTotal, ...]
    stream_id: StreamId
    samples: tuple[Sample, ...]
    sampled: str
    left_out: tuple[LeftOut, ...]
    release: Action | None
    remarked: Remarked | None
    ids: str
    fingerprint: str
    rehearsed: str
    count: int
    run: Action
    due_before: int
    compared: Compared | None
    collective: Collective | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """The rehearsals of everything that was chosen, one for each stream; or why there is none."""

    issued_on: str
    due_on: str
    days: tuple[Field, ...]
    ids: str
    streams: tuple[StreamPreview, ...]
    refusal: Notice | None
    again_url: str
    run_url: str
    sample_url: str
    back_url: str


def preview_page(
    actor: Actor,
    workspace_id: WorkspaceId,
    chosen: Sequence[Chosen],
    days: Days,
    *,
    refused: Refusal | None = None,
    now: datetime,
) -> PreviewPage:
    """Return the rehearsals of what was chosen, by the same code as the run, or what stops them all.

    `refused` is why a run of it was refused just now, or that a day can't be read: then nothing is rehearsed.
    """
    known = () if isinstance(refused, NotADay) else chosen
    changes = refused.changes if isinstance(refused, RehearsalChanged) else ()
    streams: tuple[StreamPreview, ...] = ()
    try:
        streams = tuple(_rehearsed(actor, workspace_id, one, days, now) for one in known)
    except Conflict as stopped:
        refused = stopped
    return PreviewPage(
        issued_on=days.issued_on.isoformat(),
        due_on=days.due_on.isoformat() if days.due_on else "",
        days=_day_fields(days, refused),
        ids=joined(id_ for one in chosen for id_ in one.request_ids),
        streams=streams,
        refusal=Notice("bad", refused.message, details=changes) if refused and not refused.field else None,
        again_url=url_for("runs.preview", workspace_id=workspace_id),
        run_url=url_for("runs.start", workspace_id=workspace_id),
        sample_url=url_for("runs.sample", workspace_id=workspace_id),
        back_url=url_for("requests.requests", workspace_id=workspace_id),
    )


def _day_fields(days: Days, refused: Refusal | None) -> tuple[Field, ...]:
    wrong = {refused.field: (refused.message,)} if refused else {}
    issued = Field(
        name="issued_on",
        label=msg("Invoice date"),
        kind="date",
        value=days.issued_on.isoformat(),
        hint=DATE_HINT,
        errors=wrong.get("issued_on", ()),
        required=True,
    )
    due = Field(
        name="due_on",
        label=msg("Due date of all"),
        kind="date",
        value=days.due_on.isoformat() if days.due_on else "",
        hint=DUE_HINT,
        errors=wrong.get("due_on", ()),
    )
    return issued, due


def _rehearsed(actor: Actor, workspace_id: WorkspaceId, chosen: Chosen, days: Days, now: datetime) -> StreamPreview:
    found = rehearse(workspace_id, chosen.stream_id, chosen.request_ids, days.issued_on, due_on=days.due_on, now=now)
    return StreamPreview(
        name=found.stream_name,
        facts=_facts(found),
        totals=rate_rows(found.totals),
        sums=found.sums,
        stream_id=chosen.stream_id,
        samples=_samples(found),
        sampled=joined(id_ for requests in found.sampled for id_ in requests),
        left_out=_left_out(workspace_id, found),
        release=_release(workspace_id, found),
        remarked=remarked_of(workspace_id, found.remarked),
        ids=joined(chosen.request_ids),
        fingerprint=found.fingerprint,
        rehearsed=json.dumps(found.rehearsed.to_json()),
        count=found.count,
        run=_allowed(_run(found), actor, workspace_id, chosen),
        due_before=found.due_before,
        compared=compared_with(workspace_id, found),
        collective=collective_of(found.collective),
    )


def _allowed(run: Action, actor: Actor, workspace_id: WorkspaceId, chosen: Chosen) -> Action:
    """Return the Run button, disabled where terms, role or plan don't allow it: credit notes alone need less."""
    credit_only = is_credit_only(workspace_id, chosen.request_ids)
    needed = Permission.CREDIT_INVOICES if credit_only else Permission.RUN_INVOICING
    run = permitted(run, actor, needed, workspace_id)
    if is_beyond_first(workspace_id, chosen.stream_id):
        run = equipped(run, actor, Capability.SEVERAL_STREAMS, workspace_id)
    return run


def _facts(found: Rehearsal) -> tuple[tuple[Words, Words], ...]:
    return (
        (msg("Invoices"), number(found.count)),
        *requests_fact(found.count, found.billed),
        (msg("Numbers"), numbers(found.first_number, found.last_number) or "–"),
        *claim_facts(found.claims),
        (msg("Left out"), number(len(found.set_aside))),
    )


def _run(found: Rehearsal) -> Action:
    if not found.count:
        return Action(label=msg("Run"), weight="primary", refusal=msg("Nothing of this can be invoiced."))
    sentence = msg(
        "%(count)s invoices get the numbers %(numbers)s and can't be deleted afterwards. Nothing is sent yet.",
        count=number(found.count),
        numbers=numbers(found.first_number, found.last_number),
    )
    return Action(label=msg("Run"), weight="primary", confirm=sentence)


def _left_out(workspace_id: WorkspaceId, found: Rehearsal) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(
            request_url(workspace_id, one),
            f"{one.customer_number} {one.customer_name}".strip(),
            one.subject,
            one.reason,
        )
        for one in found.set_aside
    )


def _release(workspace_id: WorkspaceId, found: Rehearsal) -> Action | None:
    """Return having those billed that are left out only for being small; whoever previews may release them."""
    small = [one.request_id for one in found.set_aside if one.is_small]
    if not small:
        return None
    label = msg("Bill the small ones all the same (%(count)s)", count=number(len(small)))
    url = url_for("runs.preview", workspace_id=workspace_id)
    return Action(label=label, url=url, name="release", value=joined(small))


def _samples(found: Rehearsal) -> tuple[Sample, ...]:
    return tuple(Sample(f"{one.number} {one.buyer.name}", place) for place, one in enumerate(found.samples))
