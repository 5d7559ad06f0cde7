"""Looking at a client's due diligence, recording it, and saying what the firm demands."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.auth.gate import current_actor, in_firm
from portal.edge.clock import now
from portal.edge.transaction import transaction
from portal.web._design.words import say
from portal.web.diligence.page import ROLE, diligence_page, rule_field
from portal.web.handing_out import hand_out
from portal.web.posted import posted_day, posted_files
from portal.web.telling import tell
from tenants.clients.queries import get_client
from tenants.diligence.actions import NewDiligence, record_diligence, set_mode
from tenants.diligence.queries import client_of_workspace, get_diligence_file
from tenants.firms.queries import FirmFacts, get_firm, staff_rows
from tenants.kernel.actor import FirmPermission
from tenants.kernel.country import local_day
from tenants.kernel.ids import ClientId, FileId, FirmId, UserId
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, Problem

blueprint = Blueprint("diligence", __name__, template_folder="templates")
CLIENT = "/f/<uuid:firm_id>/clients/<uuid:client_id>/diligence"
Answer = str | AnyResponse | tuple[str, int]


@blueprint.route(CLIENT, methods=["GET", "POST"])
@in_firm(FirmPermission.SEE_FIRM)
def diligence(firm_id: UUID, client_id: UUID) -> Answer:
    """Show a client's due diligence, and record it anew."""
    firm, which = _firm(firm_id), ClientId(client_id)
    if request.method == "GET":
        return _page(firm, which, ())
    try:
        with transaction(firm=firm_id) as moment:
            record_diligence(current_actor(), firm.id, which, _posted(firm), now=moment)
    except InvalidFields as refusal:
        return _page(firm, which, refusal.problems), 422
    tell(msg("The due diligence is recorded."))
    return redirect(url_for("diligence.diligence", firm_id=firm_id, client_id=client_id), 303)


@blueprint.get(f"{CLIENT}/files/<uuid:file_id>")
@in_firm(FirmPermission.SEE_FIRM)
def file(firm_id: UUID, client_id: UUID, file_id: UUID) -> Response:
    """Hand out a file of a record."""
    return hand_out(get_diligence_file(FirmId(firm_id), client_id, FileId(file_id)), saved="save" in request.args)


@blueprint.get("/f/<uuid:firm_id>/diligence/of/<uuid:place_id>")
@in_firm(FirmPermission.SEE_FIRM)
def of_place(firm_id: UUID, place_id: UUID) -> AnyResponse:
    """Lead from a client's books, where something waits for it, to its due diligence."""
    client_id = client_of_workspace(FirmId(firm_id), place_id)
    return redirect(url_for("diligence.diligence", firm_id=firm_id, client_id=client_id))


@blueprint.route("/f/<uuid:firm_id>/diligence", methods=["GET", "POST"])
@in_firm(FirmPermission.SEE_FIRM)
def rule(firm_id: UUID) -> Answer:
    """Show what the firm does where due diligence is missing, and change it."""
    firm = _firm(firm_id)
    if request.method == "POST":
        with transaction(firm=firm_id) as moment:
            set_mode(current_actor(), firm.id, request.form.get("mode", ""), now=moment)
        tell(msg("What the firm demands is changed."))
        return redirect(url_for("diligence.rule", firm_id=firm_id), 303)
    may = current_actor().may_in_firm(FirmPermission.MANAGE_PEOPLE, in_=firm.id)
    back_url = url_for("portfolio.portfolio", firm_id=firm_id)
    return render_template(
        "diligence/rule.html", field=rule_field(firm.id), refusal="" if may else say(ROLE), back_url=back_url
    )


def _firm(firm_id: UUID) -> FirmFacts:
    firm = get_firm(firm_id)
    g.country = firm.country
    return firm


def _page(firm: FirmFacts, client_id: ClientId, problems: Sequence[Problem]) -> str:
    client = get_client(firm.id, client_id)
    on = local_day(now(), g.country)
    page = diligence_page(firm.id, client, staff_rows(firm.id), current_actor(), on=on, problems=problems)
    return render_template("diligence/diligence.html", page=page)


def _posted(firm: FirmFacts) -> NewDiligence:
    chosen = request.form.get("done_by", "")
    done_by = next((row.user_id for row in staff_rows(firm.id) if str(row.user_id) == chosen), None)
    return NewDiligence(
        done_by=UserId(done_by) if done_by else None,
        done_on=posted_day("done_on"),
        risk=request.form.get("risk", ""),
        renews_on=posted_day("renews_on"),
        note=request.form.get("note", ""),
        files=posted_files("files"),
    )
