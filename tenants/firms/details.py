"""A firm's own details as a company: where it is, and where invoices to it go."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select

from tenants.firms.models import Firm
from tenants.firms.queries import DETAILS, get_firm_company
from tenants.kernel.actor import Actor, FirmPermission
from tenants.kernel.country import Country
from tenants.kernel.db import db
from tenants.kernel.ids import FirmId
from tenants.kernel.journal import About, enter_in_firm
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import InvalidFields, Problem, Refusal
from tenants.registries.endpoints import Endpoint, parse_endpoint, parse_ovt
from tenants.registries.postal import parse_postal_code
from tenants.registries.vat_ids import parse_vat_id

OVT_SCHEME = "0216"  # the code by which Peppol knows Finnish OVT addresses
NEEDED: dict[str, Message] = {
    "email": msg("The e-mail address is missing."),
    "street": msg("The street address is missing."),
    "city": msg("The town is missing."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmDetails:
    """What a firm says of itself, as typed; an e-invoice address is an OVT, or a Peppol scheme and an id: 0192:...."""

    email: str
    street: str
    postal_code: str
    city: str
    vat_id: str = ""
    einvoice_address: str = ""
    einvoice_operator: str = ""


def change_details(actor: Actor, firm_id: FirmId, typed: FirmDetails, *, now: datetime) -> None:
    """Write where a firm is and where invoices to it go; its plan charges are made out so from then on.

    Raises:
        InvalidFields: something is missing or can't be; each problem names its field.
    """
    actor.must_in_firm(FirmPermission.EDIT_FIRM, in_=firm_id)
    known = get_firm_company(firm_id)
    values = _read(typed, known.country)
    firm = db.session.scalars(select(Firm).where(Firm.id == firm_id).with_for_update()).one()
    before = {name: getattr(firm, name) for name in DETAILS}
    for name, value in values.items():
        setattr(firm, name, value)
    db.session.flush()
    changed = {name for name in DETAILS if values[name] != before[name]}
    was, becomes = ({name: each[name] for name in changed} for each in (before, values))
    if changed:
        about = About("firm", firm_id, before=was, after=becomes)
        enter_in_firm(actor, "firm_details_changed", about, in_=firm_id, now=now)


def _read(typed: FirmDetails, country: Country) -> dict[str, str | None]:
    """Return the columns in canonical form."""
    given = {name: " ".join(text.split()) for name, text in asdict(typed).items()}
    problems = [Problem(name, missing) for name, missing in NEEDED.items() if not given[name]]
    if given["email"] and given["email"].count("@") != 1:
        problems.append(Problem("email", msg("This isn't an e-mail address.")))

    def parsed(name: str, parse: Callable[[str], str]) -> str:
        try:
            return parse(given[name])
        except Refusal as refusal:
            problems.append(Problem(name, refusal.message))
            return given[name]

    postal_code = parsed("postal_code", lambda text: parse_postal_code(country, text))
    vat_id = parsed("vat_id", parse_vat_id) if given["vat_id"] else None
    endpoint = parsed("einvoice_address", lambda text: str(_endpoint(text))) if given["einvoice_address"] else ""
    if problems:
        raise InvalidFields(problems)
    scheme, _, address = endpoint.partition(":")
    return {
        "email": given["email"].lower(),
        "street": given["street"],
        "postal_code": postal_code,
        "city": given["city"],
        "vat_id": vat_id,
        "einvoice_scheme": scheme or None,
        "einvoice_address": address or None,
        "einvoice_operator": given["einvoice_operator"].upper() or None,
    }


def _endpoint(text: str) -> Endpoint:
    return parse_endpoint(text) if ":" in text else Endpoint(OVT_SCHEME, parse_ovt(text))
