"""Recording due diligence, and saying what follows where it is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert

from tenants.clients.queries import get_client
from tenants.diligence.models import DiligenceRule, DueDiligence, DueDiligenceFile
from tenants.diligence.queries import mode_of
from tenants.diligence.rules import MODES, RISKS
from tenants.files.actions import NewFile
from tenants.files.content import recognise
from tenants.files.firm_files import keep_firm_file
from tenants.firms.queries import get_firm, staff_rows
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import ClientId, DiligenceId, FirmId, UserId
from tenants.kernel.journal import About, enter_in_firm
from tenants.kernel.language import msg
from tenants.kernel.refusals import Forbidden, Invalid, InvalidFields, Problem, Refusal

LONGEST_NOTE, MOST_FILES = 5000, 10


class UnknownMode(Invalid):
    """Choose what follows where due diligence is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDiligence:
    """Due diligence as it was done; files by name and bytes."""

    done_by: UserId | None
    done_on: date | None
    risk: str
    renews_on: date | None
    note: str = ""
    files: tuple[tuple[str, bytes], ...] = ()


def record_diligence(
    actor: Actor, firm_id: FirmId, client_id: ClientId, new: NewDiligence, *, now: datetime
) -> DiligenceId:
    """Write that a client's due diligence was done; earlier records stay.

    Raises:
        NotFound: the client isn't on this firm's register.
        InvalidFields: something has to be changed; each problem names its field.
    """
    actor.must_in_firm(FirmPermission.EDIT_CLIENTS, in_=firm_id)
    get_client(firm_id, client_id)
    if problems := list(_wrong(firm_id, new, _today(firm_id, now))):
        raise InvalidFields(problems)
    record = DueDiligence(
        firm_id=firm_id,
        id=uuid4(),
        client_id=client_id,
        done_by=new.done_by,
        done_on=new.done_on,
        risk=new.risk,
        renews_on=new.renews_on,
        note=new.note.strip(),
        recorded_by=_person(actor),
        recorded_at=now,
    )
    db.session.add(record)
    db.session.flush()
    _keep(firm_id, record.id, new, now)
    after = {"client": client_id, "risk": new.risk, "done": new.done_on, "renewal": new.renews_on}
    enter_in_firm(actor, "diligence_recorded", About("client", client_id, after=after), in_=firm_id, now=now)
    return DiligenceId(record.id)


def set_mode(actor: Actor, firm_id: FirmId, mode: str, *, now: datetime) -> None:
    """Say what a firm does where due diligence is missing or late: nothing, remind, or refuse new invoices.

    Raises:
        UnknownMode: it is none of these.
    """
    actor.must_in_firm(FirmPermission.MANAGE_PEOPLE, in_=firm_id)
    if mode not in MODES:
        raise UnknownMode(mode)
    before = mode_of(firm_id)
    values = {"mode": mode, "changed_by": _person(actor), "changed_at": now}
    statement = insert(DiligenceRule).values(firm_id=firm_id, **values)
    db.session.execute(statement.on_conflict_do_update("pk_diligence_rule", set_=values))
    change = About("firm", firm_id, before={"mode": before}, after={"mode": mode})
    enter_in_firm(actor, "diligence_rule_changed", change, in_=firm_id, now=now)


def _wrong(firm_id: FirmId, new: NewDiligence, today: date) -> Iterator[Problem]:
    if new.done_by not in {row.user_id for row in staff_rows(firm_id)}:
        yield Problem("done_by", msg("Choose one of the firm's staff."))
    if new.done_on is None:
        yield Problem("done_on", msg("Fill this in."))
    elif new.done_on > today:
        yield Problem("done_on", msg("That day is still to come."))
    if new.risk not in RISKS:
        yield Problem("risk", msg("Choose the risk."))
    if new.renews_on is None:
        yield Problem("renews_on", msg("Fill this in."))
    elif new.done_on is not None and new.renews_on <= new.done_on:
        yield Problem("renews_on", msg("The renewal must be later than the day it was done."))
    if len(new.note) > LONGEST_NOTE:
        yield Problem("note", msg("At most %(count)s characters.", count=LONGEST_NOTE))
    yield from _wrong_files(new)


def _wrong_files(new: NewDiligence) -> Iterator[Problem]:
    if len(new.files) > MOST_FILES:
        yield Problem("files", msg("At most %(count)s files at once.", count=MOST_FILES))
    for name, content in new.files:
        try:
            recognise(name, content)
        except Refusal as refusal:
            yield Problem("files", refusal.message)


def _keep(firm_id: FirmId, diligence_id: UUID, new: NewDiligence, now: datetime) -> None:
    for name, content in new.files:
        what = recognise(name, content)
        file_id = keep_firm_file(firm_id, NewFile(what.name, what.media_type, content), now=now)
        db.session.add(DueDiligenceFile(firm_id=firm_id, id=uuid4(), diligence_id=diligence_id, file_id=file_id))
    db.session.flush()


def _today(firm_id: FirmId, now: datetime) -> date:
    return local_day(now, get_firm(firm_id).country)


def _person(actor: Actor) -> UserId:
    if actor.user_id is None:
        raise Forbidden
    return actor.user_id
