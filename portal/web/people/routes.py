"""A firm's staff: their roles, who is let go, and who stands in for whom."""

from datetime import date
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from portal.auth.gate import current_actor, in_firm
from portal.edge.transaction import transaction
from portal.web.people import members, provider, staffing
from portal.web.people.blueprint import blueprint
from portal.web.people.page import show_people
from portal.web.posted import posted_day
from portal.web.telling import tell
from tenants.absences.actions import arrange_cover, end_cover
from tenants.firms.actions import let_go, take_on
from tenants.firms.queries import staff_rows
from tenants.kernel.actor import FirmPermission
from tenants.kernel.ids import FirmId, UserId
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, NotFound, Problem

__all__ = ["blueprint", "members", "provider", "staffing"]
PLACE = "/f/<uuid:firm_id>/people"
Answer = str | Response | tuple[str, int]


@blueprint.get(PLACE)
@in_firm(FirmPermission.SEE_FIRM)
def people(firm_id: UUID) -> str:
    """List the firm's staff, and who stands in for whom."""
    return show_people(firm_id)


@blueprint.post(f"{PLACE}/<uuid:user_id>/role")
@in_firm(FirmPermission.MANAGE_PEOPLE)
def give_role(firm_id: UUID, user_id: UUID) -> Response:
    """Give one of the staff another role; it counts from their next request."""
    _must_be_staff(firm_id, user_id)
    with transaction(firm=firm_id) as now:
        take_on(current_actor(), FirmId(firm_id), UserId(user_id), request.form.get("role", ""), now=now)
    tell(msg("The role is changed."))
    return _back(firm_id)


@blueprint.post(f"{PLACE}/<uuid:user_id>/removal")
@in_firm(FirmPermission.MANAGE_PEOPLE)
def remove(firm_id: UUID, user_id: UUID) -> Response:
    """Let one of the staff go."""
    with transaction(firm=firm_id) as now:
        let_go(current_actor(), FirmId(firm_id), UserId(user_id), now=now)
    tell(msg("The person no longer reaches anything of the firm."))
    return _back(firm_id)


@blueprint.post(f"{PLACE}/covers")
@in_firm(FirmPermission.SEE_FIRM)
def cover(firm_id: UUID) -> Answer:
    """Have somebody stand in for a colleague, or for oneself."""
    try:
        away, stand_in, days = _typed()
        with transaction(firm=firm_id) as now:
            arrange_cover(current_actor(), FirmId(firm_id), away, stand_in, days, now=now)
    except InvalidFields as refusal:
        return show_people(firm_id, cover=refusal.problems), 422
    tell(msg("The cover is arranged; access begins and ends by itself."))
    return _back(firm_id)


@blueprint.post(f"{PLACE}/covers/<uuid:cover_id>/end")
@in_firm(FirmPermission.SEE_FIRM)
def stop_cover(firm_id: UUID, cover_id: UUID) -> Response:
    """End a cover now."""
    with transaction(firm=firm_id) as now:
        end_cover(current_actor(), FirmId(firm_id), cover_id, now=now)
    tell(msg("The cover has ended."))
    return _back(firm_id)


def _typed() -> tuple[UserId, UserId, tuple[date, date]]:
    try:
        away, stand_in = (UserId(UUID(request.form[name])) for name in ("away", "stand_in"))
    except (KeyError, ValueError) as wrong:
        raise InvalidFields([Problem("stand_in", msg("Choose a colleague."))]) from wrong
    first, last = posted_day("first_day"), posted_day("last_day")
    if first is None or last is None:
        raise InvalidFields([Problem("first_day", msg("Choose a first and a last day."))])
    return away, stand_in, (first, last)


def _must_be_staff(firm_id: UUID, user_id: UUID) -> None:
    if user_id not in {row.user_id for row in staff_rows(FirmId(firm_id))}:
        raise NotFound(user_id)


def _back(firm_id: UUID) -> Response:
    return redirect(url_for("people.people", firm_id=firm_id), 303)
