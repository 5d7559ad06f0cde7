"""Telling whoever wrote an invoice that it came back, or that it has gone out."""

from datetime import timedelta
from typing import cast

from billing.delivery.queries import deliveries_of
from billing.desk.letters import Told, What, written_letter
from billing.desk.queries import WrittenFacts, get_written
from portal.edge.settings import settings
from portal.jobs.mailing import Envelope, tell
from portal.jobs.work import Work
from tenants.kernel.faults import reached
from tenants.kernel.ids import WrittenId
from tenants.users.queries import get_person
from tenants.workspaces.queries import get_workspace

AGAIN = timedelta(seconds=20)
OUT = {"handed_over", "delivered"}


def tell_written(work: Work) -> None:
    """Tell by e-mail; that something has gone out is told only once it has, and not at all where it can't."""
    what = cast("What", work.claim.ids["what"])
    with work.step() as now:
        found = get_written(work.workspace_id, WrittenId(work.id("written_id")))
        standing = _standing(work, found) if what == "sent" else "out"
        envelope = _envelope(work, what, found)
    if standing == "waits":
        work.give_back("It hasn't gone out yet.", wait=AGAIN)
    elif standing == "out":
        reached("written_told")
        tell(work, envelope, f"written-{work.claim.task_id}", now)


def _standing(work: Work, found: WrittenFacts) -> str:
    """Return whether an invoice has gone out, waits to go, or goes nowhere by itself."""
    if found.row.invoice_id is None:
        return "nowhere"
    states = {delivery.state for delivery in deliveries_of(work.workspace_id, found.row.invoice_id)}
    if states & OUT:
        return "out"
    return "waits" if "queued" in states else "nowhere"


def _envelope(work: Work, what: What, found: WrittenFacts) -> Envelope:
    person, row = get_person(found.row.written_by), found.row
    told = Told(
        name=person.name,
        company=get_workspace(work.workspace_id).name,
        customer=row.customer_name,
        number=row.number,
        link=f"{settings().base_url}/w/{work.workspace_id}/written/{row.id}",
    )
    return Envelope(letter=written_letter(what, told, person.language), recipient=person.email, name=person.name)
