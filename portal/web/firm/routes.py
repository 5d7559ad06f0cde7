"""The page on which a firm says where it is, and where invoices to it go."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.auth.gate import current_actor, in_firm
from portal.edge.transaction import transaction
from portal.web._design import Action, Field
from portal.web._design.words import Words
from portal.web.telling import tell
from tenants.firms.details import FirmDetails, change_details
from tenants.firms.queries import FirmCompany, get_firm_company
from tenants.kernel.actor import FirmPermission
from tenants.kernel.ids import FirmId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import InvalidFields, Problem
from tenants.registries.business_ids import format_business_id

blueprint = Blueprint("firm", __name__, template_folder="templates")
PLACE = "/f/<uuid:firm_id>/details"
FORM: tuple[tuple[str, Message, str, Words], ...] = (
    ("street", msg("Street address"), "street-address", ""),
    ("postal_code", msg("Postal code"), "postal-code", ""),
    ("city", msg("Town"), "address-level2", ""),
    ("email", msg("E-mail"), "email", msg("Invoices to the firm come here where no e-invoice address is given.")),
    ("vat_id", msg("VAT id"), "off", ""),
    ("einvoice_address", msg("E-invoice address"), "off", msg("An OVT, or a Peppol address such as 0192:923609016.")),
    ("einvoice_operator", msg("E-invoice operator"), "off", ""),
)
REQUIRED = frozenset({"street", "postal_code", "city", "email"})


@blueprint.get(PLACE)
@in_firm(FirmPermission.EDIT_FIRM)
def firm(firm_id: UUID) -> str:
    """Show what is known of the firm."""
    known = get_firm_company(firm_id)
    return _show(known, _values(known))


@blueprint.post(PLACE)
@in_firm(FirmPermission.EDIT_FIRM)
def save(firm_id: UUID) -> Response | tuple[str, int]:
    """Keep what the firm says of itself, or show it again with what has to be changed."""
    typed = {name: request.form.get(name, "") for name, *_ in FORM}
    try:
        with transaction(firm=firm_id) as now:
            change_details(current_actor(), FirmId(firm_id), FirmDetails(**typed), now=now)
    except InvalidFields as refusal:
        return _show(get_firm_company(firm_id), typed, refusal.problems), 422
    tell(msg("The firm's details are saved."))
    return redirect(url_for("firm.firm", firm_id=firm_id), 303)


def _values(known: FirmCompany) -> dict[str, str]:
    values = {name: getattr(known, name) or "" for name, *_ in FORM}
    if known.einvoice_scheme:
        values["einvoice_address"] = f"{known.einvoice_scheme}:{known.einvoice_address}"
    return values


def _show(known: FirmCompany, values: Mapping[str, str], problems: tuple[Problem, ...] = ()) -> str:
    wrong = {problem.field: (problem.message,) for problem in problems}
    fields = tuple(
        Field(
            name=name,
            label=label,
            hint=hint,
            value=values[name],
            errors=wrong.get(name, ()),
            required=name in REQUIRED,
            autocomplete=autocomplete,
            maxlength=254,
        )
        for name, label, autocomplete, hint in FORM
    )
    return render_template(
        "firm/firm.html",
        known=known,
        business_id=format_business_id(known.country, known.business_id),
        fields=fields,
        save=Action(label=msg("Save"), weight="primary"),
    )
