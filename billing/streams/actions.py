"""Opening a stream with its number series."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select, text

from billing.streams.models import NumberSeries, Stream
from billing.streams.queries import find_stream, reference_settings, stream_rows
from billing.streams.rules import NewStream, problems_of
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import StreamId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.refusals import Conflict, InvalidFields
from tenants.plans.capabilities import Capability
from tenants.workspaces.queries import get_workspace

# Two who open a stream at once must not find the same prefix free: the second waits until the first is done.
ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtextextended('streams of ' || :workspace, 0))")


class CodeTaken(Conflict):
    """There is a stream with that code already."""


def open_stream(actor: Actor, workspace_id: WorkspaceId, new: NewStream, *, now: datetime) -> StreamId:
    """Open a stream with a number series of its own, beginning at 1.

    Raises:
        NotAllowedNow: there is one, and the plan has no more.
        InvalidFields: something has to be changed, such as a prefix that is taken or of another length than the
            company's others, or numbers that make no payment reference under the bank agreement.
        CodeTaken: there is a stream with that code.
    """
    actor.must(Permission.EDIT_SETTINGS, in_=workspace_id)
    db.session.execute(ONE_AT_A_TIME, {"workspace": str(workspace_id)})
    if any(stream.active for stream in stream_rows(workspace_id)):
        actor.must_have(Capability.SEVERAL_STREAMS, in_=workspace_id)
    if find_stream(workspace_id, new.code) is not None:
        raise CodeTaken(new.code)
    country = get_workspace(workspace_id).country
    prefixes = db.session.scalars(select(NumberSeries.prefix).where(NumberSeries.workspace_id == workspace_id))
    if problems := problems_of(new, prefixes, country, reference_settings(workspace_id, country)):
        raise InvalidFields(problems)
    stream = _written(workspace_id, new, now)
    enter(actor, "stream_opened", About("stream", stream.id, after=asdict(new)), in_=workspace_id, now=now)
    return StreamId(stream.id)


def _written(workspace_id: WorkspaceId, new: NewStream, now: datetime) -> Stream:
    name = new.name.strip()
    series = NumberSeries(workspace_id=workspace_id, name=name, prefix=new.prefix, digits=new.digits, next_number=1)
    db.session.add(series)
    db.session.flush()
    stream = Stream(
        workspace_id=workspace_id, code=new.code, name=name, series_id=series.id, active=True, opened_at=now
    )
    db.session.add(stream)
    db.session.flush()
    return stream
