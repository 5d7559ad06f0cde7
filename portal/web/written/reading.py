"""What somebody typed in the form of an invoice: the buyer's personal id is cut out before anything else reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from flask import request

from billing.desk.actions import keep_person, save_written
from billing.desk.queries import with_articles
from billing.desk.rules.person import read_person
from billing.desk.rules.typed import PERSON, TypedInvoice, read_form
from portal.auth.gate import current_actor
from portal.auth.proving import seal
from portal.web.here import workspace_here
from tenants.kernel.country import local_day
from tenants.kernel.ids import WorkspaceId, WrittenId
from tenants.registries.personal_ids import PersonalId


@dataclass(frozen=True, slots=True)
class Posted:
    """An invoice as it was typed with its personal id masked, and that itself where one was typed and is valid."""

    typed: TypedInvoice
    person: PersonalId | None = field(repr=False)


def read_posted(workspace_id: UUID, form: Mapping[str, str], now: datetime) -> Posted:
    """Return what a form of an invoice says."""
    on = local_day(now, workspace_here(workspace_id).country)
    masked, person = read_person(form.get(PERSON, ""), on)
    return Posted(replace(read_form(form), personal_id=masked), person)


def filled_in(workspace_id: WorkspaceId, posted: Posted, now: datetime) -> Posted:
    """Return what was typed, with the lines filled for which an article alone was chosen."""
    return replace(posted, typed=with_articles(workspace_id, posted.typed, now=now))


def keep_posted(workspace_id: WorkspaceId, written_id: WrittenId, posted: Posted, *, now: datetime) -> int:
    """Keep what was typed, within the open transaction, and return its version.

    Raises:
        NoSuchWritten, SellerMissing, ChangedElsewhere, NotYoursNow.
    """
    actor = current_actor()
    version = save_written(actor, workspace_id, written_id, posted.typed, version=version_typed(), now=now)
    if posted.person is None:
        return version
    return keep_person(actor, workspace_id, written_id, posted.person, seal=seal(), now=now)


def version_typed() -> int:
    """Return the version of which a form was filled in."""
    text = request.form.get("version", "")
    return int(text) if text.isdecimal() else 0
