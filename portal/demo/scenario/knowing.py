"""Due diligence of the firm's clients: done for one, soon to be renewed for another, missing for the rest."""

from datetime import timedelta

from portal.demo.scenario.house import House
from portal.demo.scenario.stage import acting, looking
from portal.demo.scenario.story import Story
from portal.demo.telling import ok
from tenants.diligence.actions import NewDiligence, record_diligence, set_mode
from tenants.diligence.queries import mode_of, records_of
from tenants.kernel.country import local_day
from tenants.kernel.ids import ClientId


def remind(house: House) -> None:
    """Have the firm remind of due diligence that is missing or late."""
    with acting(house.owner, firm=house.firm_id) as (actor, now):
        if mode_of(house.firm_id) == "off":
            set_mode(actor, house.firm_id, "remind", now=now)


def know(house: House, story: Story, client_id: ClientId) -> None:
    """Have the owner record the due diligence that was done for a client."""
    if story.known is None or _is_known(house, client_id):
        return
    with acting(house.owner, firm=house.firm_id) as (actor, now):
        today = local_day(now, story.country)
        new = NewDiligence(
            done_by=house.owner,
            done_on=today - timedelta(days=story.known.days_ago),
            risk=story.known.risk,
            renews_on=today + timedelta(days=story.known.renews_in),
        )
        record_diligence(actor, house.firm_id, client_id, new, now=now)
    days = story.known.renews_in
    late = f"to be renewed in {days} days" if days >= 0 else f"late by {-days} days"
    ok(f"{story.name}: due diligence was done, risk {story.known.risk}, {late}")


def _is_known(house: House, client_id: ClientId) -> bool:
    with looking(house.owner):
        return bool(records_of(house.firm_id, client_id))
