"""Telling whoever wrote an invoice what became of it: received, checked, corrected, back, numbered, gone or not."""

from typing import cast

from billing.delivery.queries import deliveries_of
from billing.delivery.rules.by_hand import GONE
from billing.delivery.rules.endings import CAME_TO_NOTHING
from billing.desk.letters import Told, What, written_letter
from billing.desk.queries import WrittenFacts, get_written
from portal.edge.settings import settings
from portal.jobs.mailing import Envelope, tell
from portal.jobs.work import Work
from tenants.access.queries import actor_of
from tenants.kernel.actor import Permission
from tenants.kernel.country import local_day
from tenants.kernel.faults import reached
from tenants.kernel.ids import WrittenId
from tenants.users.queries import Person, find_person
from tenants.workspaces.queries import get_workspace


def tell_written(work: Work) -> None:
    """Tell by e-mail, unless it isn't so any more, or whoever wrote it has left the company meanwhile."""
    what = cast("What", work.claim.ids["what"])
    with work.step() as now:
        found = get_written(work.workspace_id, WrittenId(work.id("written_id")))
        is_so = found.row.state == "in_review" if what == "claimed" else _is_so(what, _newest(work, found))
        writer = _writer(work, found)
        envelope = writer and _envelope(work, what, found, writer)
    if is_so and envelope:
        reached("written_told")
        tell(work, envelope, f"written-{work.claim.task_id}", now)


def _is_so(what: What, newest: str) -> bool:
    """Return whether what a mail would tell of a sending is how the newest one stands."""
    if what == "numbered":
        return newest not in GONE
    if what in {"sent", "undelivered"}:
        return newest in (GONE if what == "sent" else CAME_TO_NOTHING)
    return True


def _newest(work: Work, found: WrittenFacts) -> str:
    """Return the state of the newest sending of an invoice, an empty string where there is none."""
    id_ = found.row.invoice_id
    states = [one.state for one in deliveries_of(work.workspace_id, id_)] if id_ else []
    return states[-1] if states else ""


def _writer(work: Work, found: WrittenFacts) -> Person | None:
    """Return who wrote an invoice, None where they may not read it any more."""
    person = find_person(found.row.written_by)
    if person is None or not actor_of(person).may(Permission.SEE_INVOICES, in_=work.workspace_id):
        return None
    return person


def _envelope(work: Work, what: What, found: WrittenFacts, person: Person) -> Envelope:
    row, place = found.row, get_workspace(work.workspace_id)
    told = Told(
        name=person.name,
        company=place.name,
        customer=row.customer_name,
        number=row.number,
        link=f"{settings().base_url}/w/{work.workspace_id}/written/{row.id}",
        due_out_on=local_day(row.due_out_at, place.country) if row.due_out_at else None,
    )
    return Envelope(letter=written_letter(what, told, person.language), recipient=person.email, name=person.name)
