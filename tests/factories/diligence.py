"""Due diligence of Kuusi's client."""

from datetime import date
from typing import Any

from factories.cast import Cast, Member

from tenants.diligence.actions import NewDiligence, record_diligence, set_mode
from tenants.diligence.queries import client_of_workspace
from tenants.kernel.ids import ClientId

USUAL = {"done_on": date(2026, 1, 2), "risk": "normal", "renews_on": date(2099, 1, 2)}


def client_id(cast: Cast) -> ClientId:
    """Return Kuusi's client on its register."""
    with cast.alice.acting():
        return client_of_workspace(cast.kuusi.firm_id, cast.kuusi.workspace_id)


def record(cast: Cast, person: Member | None = None, **changes: Any) -> None:
    """Have one of the staff record due diligence."""
    staff, which = person or cast.alice, client_id(cast)
    with staff.acting(firm=cast.kuusi.firm_id) as (actor, now):
        new = NewDiligence(**{"done_by": cast.alice.user_id, **USUAL, **changes})
        record_diligence(actor, cast.kuusi.firm_id, which, new, now=now)


def demand(cast: Cast, mode: str) -> None:
    """Have Alice say what follows where due diligence is missing."""
    with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
        set_mode(actor, cast.kuusi.firm_id, mode, now=now)
