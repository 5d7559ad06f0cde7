"""Jobs of agreements: what a day brings in a workspace, and charging a plan in the platform's books."""

import structlog

from billing.plan_charges.actions import request_charge
from billing.plan_charges.queries import charge_of
from portal.edge.transaction import transaction
from portal.jobs.work import Work
from tenants.access.queries import job_actor
from tenants.agreements.actions import mark_requested
from tenants.collaborations.attending import attend
from tenants.kernel.faults import reached
from tenants.workspaces.own_books import find_platform

log = structlog.get_logger()


def attend_agreement(work: Work) -> None:
    """Renew, end and give notice in a workspace, as the day has it."""
    with work.last_step() as now:
        attend(work.actor(), work.workspace_id, now=now)
        reached("agreement_attended")


def charge_plan(work: Work) -> None:
    """Have the platform bill a period: its request is made in its own books first, and then marked here.

    A worker that dies between the two finds the request by its key. What can't be billed yet waits for another day.
    """
    period_id = work.id("period_id")
    with work.step():
        charge = charge_of(work.workspace_id, period_id)
        platform = find_platform()
    if charge is None:
        return
    if platform is None:
        log.info("plan_not_charged", reason="nobody runs the platform yet", period=str(period_id))
        return
    reached("charge_read")
    biller = job_actor("workspace", platform.workspace_id)
    with transaction(scope=biller.scope(acting=platform.workspace_id)) as now:
        outcome = request_charge(biller, platform.workspace_id, charge, now=now)
    reached("charge_requested")
    if outcome == "later":
        return
    with work.last_step() as now:
        mark_requested(work.workspace_id, period_id, now=now)
