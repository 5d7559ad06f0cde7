"""Invitations to the staff of Alice's firm, with the link that the mail would carry."""

from dataclasses import dataclass
from uuid import UUID

from factories.cast import Cast, Member

from tenants.staffing.actions import Recruit, invite_to_staff, renew_link


@dataclass(frozen=True, slots=True)
class Recruited:
    """An invitation and its link's secret."""

    id: UUID
    token: str


def recruit(cast: Cast, email: str, *, role: str = "accountant", by: Member | None = None) -> Recruited:
    """Have somebody invited to the staff of Alice's firm."""
    firm_id = cast.kuusi.firm_id
    with (by or cast.alice).acting(firm=firm_id) as (actor, now):
        id_ = invite_to_staff(actor, firm_id, Recruit(email, "Vilma Virta", role, "en"), now=now)
        return Recruited(id_, renew_link(firm_id, id_))
