"""The page of a client's due diligence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request, url_for

from portal.web._design import Action, Field, Option
from portal.web._design.states import Tone
from portal.web._design.words import Words
from portal.web.diligence.words import IN_FORCE, MODES, PARTS, RISKS
from portal.web.posted import with_problems
from tenants.clients.queries import ClientFacts
from tenants.diligence.queries import DiligenceRecord, mode_of, records_of
from tenants.diligence.rules import RISKS as RISK_NAMES
from tenants.diligence.rules import part_of, proposed_renewal
from tenants.firms.queries import StaffRow
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.ids import FirmId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem

ROLE = msg("Your role in the firm doesn't allow this.")
ACCEPT = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.csv,.txt,.xml"


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """A record as it is read: its facts, its note and its files, each a name and an address."""

    facts: tuple[tuple[Words, Words], ...]
    done_on: date
    renews_on: date
    note: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiligencePage:
    """A client's due diligence: how it stands, the form of a new record, and the history."""

    client: str
    client_url: str
    standing: tuple[str, Message, Tone]
    renews_on: date | None
    demand: Message
    demand_url: str
    records: tuple[ShownRecord, ...]
    fields: tuple[Field, ...]
    save: Action
    is_open: bool


def diligence_page(
    firm_id: FirmId,
    client: ClientFacts,
    staff: Sequence[StaffRow],
    actor: Actor,
    *,
    on: date,
    problems: Sequence[Problem] = (),
) -> DiligencePage:
    """Return the page; with problems, what was wrong in its form."""
    records = records_of(firm_id, client.id)
    renews_on = records[0].renews_on if records else None
    part = part_of(renews_on, on=on)
    may = actor.may_in_firm(FirmPermission.EDIT_CLIENTS, in_=firm_id)
    save = Action(label=msg("Record the due diligence"), weight="primary", refusal="" if may else ROLE)
    return DiligencePage(
        client=client.name,
        client_url=url_for("clients.client", firm_id=firm_id, client_id=client.id),
        standing=PARTS.get(part, IN_FORCE),
        renews_on=renews_on,
        demand=MODES[mode_of(firm_id)][1],
        demand_url=url_for("diligence.rule", firm_id=firm_id),
        records=tuple(_record(firm_id, client, record) for record in records),
        fields=_fields(staff, actor, on, problems),
        save=save,
        is_open=bool(part or problems),
    )


def rule_field(firm_id: FirmId) -> Field:
    """Return the choice of what follows where due diligence is missing."""
    options = tuple(Option(mode, label, hint) for mode, (label, hint) in MODES.items())
    label = msg("Where a client's due diligence is missing or out of date")
    return Field(name="mode", label=label, kind="radio", value=mode_of(firm_id), required=True, options=options)


def _record(firm_id: FirmId, client: ClientFacts, record: DiligenceRecord) -> ShownRecord:
    facts: tuple[tuple[Words, Words], ...] = (
        (msg("Done by"), record.done_by),
        (msg("Risk"), next(label for risk, label in RISKS.items() if risk == record.risk)),
        (msg("Recorded by"), record.recorded_by),
    )
    at: dict[str, Any] = {"firm_id": firm_id, "client_id": client.id}
    files = tuple((file.name, url_for("diligence.file", **at, file_id=file.id)) for file in record.files)
    return ShownRecord(facts, record.done_on, record.renews_on, record.note, files)


def _fields(staff: Sequence[StaffRow], actor: Actor, on: date, problems: Sequence[Problem]) -> tuple[Field, ...]:
    given = request.form
    people = tuple(Option(str(row.user_id), row.name) for row in staff)
    me = given.get("done_by", str(actor.user_id))
    by = Field(name="done_by", label=msg("Done by"), kind="select", value=me, options=people, required=True)
    done_on = given.get("done_on", on.isoformat())
    done = Field(name="done_on", label=msg("Done on"), kind="date", value=done_on, required=True)
    note = Field(name="note", label=msg("Note"), kind="textarea", value=given.get("note", ""))
    return with_problems((by, done, *_risk_fields(on), note, _files_field()), problems)


def _risk_fields(on: date) -> tuple[Field, ...]:
    given = request.form
    risks = tuple(Option(risk, RISKS[risk]) for risk in RISK_NAMES)
    risk = given.get("risk", "normal")
    renewal = Field(
        name="renews_on",
        label=msg("To be renewed by"),
        kind="date",
        value=given.get("renews_on", proposed_renewal("normal", on).isoformat()),
        required=True,
        hint=msg("The law asks for it by the risk; we propose 12 months at high risk, 24 at normal, 36 at low."),
    )
    return Field(name="risk", label=msg("Risk"), kind="radio", value=risk, options=risks, required=True), renewal


def _files_field() -> Field:
    hint = msg("Seen by the firm's staff only.")
    return Field(name="files", label=msg("Attachments"), kind="file", accept=ACCEPT, multiple=True, hint=hint)
