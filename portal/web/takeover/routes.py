"""Taking over what was open in an earlier program: choose a list, see what comes of it, agree the total; or undo it."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from billing.requests.rules.draft import Upload
from billing.seller.queries import SellerMissing
from billing.takeover.actions import (
    AlreadyBack,
    GoneOn,
    NotBeforeFirstRun,
    ReceivablesWrong,
    Stated,
    take_back,
    take_over,
)
from billing.takeover.queries import rehearse_take_over
from portal.auth.gate import current_actor, in_workspace
from portal.edge.clock import now as moment
from portal.edge.transaction import transaction
from portal.web._design.words import Words
from portal.web.list_files import posted_list, unpacked
from portal.web.takeover.back import back_page
from portal.web.takeover.page import (
    KINDS,
    customer_of,
    preview_page,
    problem_words,
    start_page,
    typed_starts,
    typed_totals,
)
from portal.web.telling import tell
from tenants.kernel.actor import Permission
from tenants.kernel.ids import TakeOverId, WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Invalid, InvalidFields, Problem

blueprint = Blueprint("takeover", __name__, template_folder="templates")
PLACE = "/w/<uuid:workspace_id>/take-over"
Answer = str | Response | tuple[str, int]
WRONG, CONFLICT = 422, 409


@blueprint.get(PLACE)
@in_workspace(Permission.EDIT_SETTINGS)
def takeover(workspace_id: UUID) -> str:
    """Ask for a list, and show what was taken over before."""
    return _start(workspace_id)


@blueprint.post(PLACE)
@in_workspace(Permission.EDIT_SETTINGS)
def preview(workspace_id: UUID) -> Answer:
    """Show what would come of a list; nothing is written."""
    try:
        return _preview(workspace_id, posted_list())
    except Invalid as refusal:
        return _start(workspace_id, [refusal.message]), WRONG
    except SellerMissing:
        return _start(workspace_id), WRONG


@blueprint.post(f"{PLACE}/take")
@in_workspace(Permission.EDIT_SETTINGS)
def take(workspace_id: UUID) -> Answer:
    """Take the list over if it comes to what the old ledger has."""
    where, name = WorkspaceId(workspace_id), request.form.get("name", "")[:120]
    try:
        data = unpacked(request.form.get("content", ""))
        opening = rehearse_take_over(where, data, now=moment())
    except Invalid as refusal:
        return _start(workspace_id, [refusal.message]), WRONG
    stated = Stated(totals=typed_totals(opening, request.form), next_numbers=typed_starts(opening, request.form))
    try:
        with transaction(acting=workspace_id) as now:
            count = take_over(current_actor(), where, Upload(name, data), stated, now=now)
    except InvalidFields as refusal:
        return _preview(workspace_id, (name, data), refusal.problems), WRONG
    except (NotBeforeFirstRun, ReceivablesWrong) as refusal:
        tell(refusal.message, "warn")
        return _preview(workspace_id, (name, data)), WRONG
    tell(msg("Taken over: %(count)s invoices, with their opening balances.", count=count))
    return redirect(url_for("takeover.takeover", workspace_id=workspace_id), 303)


@blueprint.get(f"{PLACE}/<uuid:take_over_id>")
@in_workspace(Permission.EDIT_SETTINGS)
def taken_list(workspace_id: UUID, take_over_id: UUID) -> str:
    """Show a list that was taken over, and what taking it back does or what stands in its way."""
    return _back(workspace_id, take_over_id)


@blueprint.post(f"{PLACE}/<uuid:take_over_id>/back")
@in_workspace(Permission.EDIT_SETTINGS)
def take_list_back(workspace_id: UUID, take_over_id: UUID) -> Answer:
    """Take the whole list back, and show it as it stands then."""
    where, which, reason = WorkspaceId(workspace_id), TakeOverId(take_over_id), request.form.get("reason", "")
    try:
        with transaction(acting=workspace_id) as now:
            count = take_back(current_actor(), where, which, reason, now=now)
    except InvalidFields as refusal:
        return _back(workspace_id, take_over_id, reason, refusal.problems), WRONG
    except (AlreadyBack, GoneOn) as refusal:
        tell(refusal.message, "warn")
        return _back(workspace_id, take_over_id, reason), CONFLICT
    tell(msg("Taken back: %(count)s invoices, with their opening balances.", count=count))
    return redirect(url_for("takeover.taken_list", workspace_id=workspace_id, take_over_id=take_over_id), 303)


def _back(workspace_id: UUID, take_over_id: UUID, typed: str = "", problems: Sequence[Problem] = ()) -> str:
    page = back_page(WorkspaceId(workspace_id), TakeOverId(take_over_id), typed, problems)
    return render_template("takeover/back.html", page=page)


def _start(workspace_id: UUID, errors: Sequence[Words] = ()) -> str:
    return render_template("takeover/takeover.html", page=start_page(WorkspaceId(workspace_id), errors))


def _preview(workspace_id: UUID, file: tuple[str, bytes], problems: Sequence[Problem] = ()) -> str:
    where = WorkspaceId(workspace_id)
    opening = rehearse_take_over(where, file[1], now=moment())
    page = preview_page(where, file, opening, request.form, problems)
    return render_template("takeover/preview.html", page=page, customer_of=customer_of, said=problem_words, kinds=KINDS)
