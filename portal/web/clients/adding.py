"""A new client: its business id is looked up, and what the country's register tells stands in the form."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from flask import render_template, url_for

from portal.auth.gate import current_actor
from portal.edge.settings import settings
from portal.edge.transaction import transaction
from portal.web._design import Field, Notice
from portal.web._design.fields import unplaced
from portal.web.clients.badges import badge_of
from portal.web.clients.fields import company_fields, contact_fields, contact_of, with_problems
from tenants.clients.actions import NewClient, id_problems
from tenants.clients.looking_up import TooManyLookUps, look_company_up
from tenants.clients.queries import find_client
from tenants.companies.queries import Standing
from tenants.firms.queries import FirmFacts
from tenants.kernel.country import COUNTRIES, Country
from tenants.kernel.ids import FirmId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Problem, Refusal
from tenants.registers.entry import Entry
from tenants.registers.register import Registers
from tenants.registries.business_ids import parse_business_id

CHANGED = 422


def registered(firm: FirmFacts, given: NewClient) -> str | tuple[str, int]:
    """Look a company up, here and in its country's register, and show the form with what is known of it."""
    problems = id_problems(given.country, given.business_id)
    if not given.business_id.strip():
        problems.append(Problem("business_id", msg("Fill this in.")))
    if problems:
        return new_page(firm, given, problems), CHANGED
    country = cast("Country", given.country)
    business_id = parse_business_id(country, given.business_id)
    try:
        with transaction(firm=firm.id) as now:
            standing = look_company_up(current_actor(), firm.id, country, business_id, now=now)
    except TooManyLookUps as refusal:
        return new_page(firm, given, notice=Notice("warn", refusal.message)), CHANGED
    # No transaction is open while the register is asked.
    try:
        entry = _registers().find(country, business_id)
    except Refusal as refusal:
        return new_page(firm, given, notice=Notice("warn", refusal.message), standing=standing)
    return new_page(firm, _filled(given, entry), notice=_told(entry), standing=standing)


def new_page(
    firm: FirmFacts,
    given: NewClient,
    problems: Sequence[Problem] = (),
    *,
    notice: Notice | None = None,
    standing: Standing | None = None,
) -> str:
    """Return the form of a new client."""
    fields: tuple[Field, ...] = (*company_fields(given), *contact_fields(contact_of(given)))
    return render_template(
        "clients/new.html",
        firm=firm,
        fields=with_problems(fields, problems),
        others=unplaced(problems, fields),
        twin=_twin(firm.id, given) if problems or standing else "",
        notice=notice,
        badge=badge_of(standing),
    )


def _filled(given: NewClient, entry: Entry) -> NewClient:
    """Return what was typed with what the register tells; the register's word counts, contacts stay as typed."""
    return replace(
        given,
        name=entry.name,
        street=entry.street or given.street,
        postal_code=entry.postal_code or given.postal_code,
        city=entry.city or given.city,
        vat_status=entry.vat_status if entry.vat_status != "unknown" else given.vat_status,
    )


def _told(entry: Entry) -> Notice:
    if entry.is_dissolved:
        sentence = msg("The register says that this company is dissolved or bankrupt. Check before you go on.")
        return Notice("warn", sentence)
    return Notice("good", msg("Name and address are filled in from the company register. Check them."))


def _registers() -> Registers:
    config = settings()
    addresses: dict[Country, str] = {
        "FI": config.register_fi,
        "SE": config.register_se,
        "NO": config.register_no,
        "DK": config.register_dk,
    }
    return Registers(addresses, config.register_se_tokens)


def _twin(firm_id: FirmId, given: NewClient) -> str:
    """Return the way to the client that has the business id already, or an empty text."""
    country = next((code for code in COUNTRIES if code == given.country), None)
    if country is None:
        return ""
    try:
        business_id = parse_business_id(country, given.business_id)
    except Refusal:
        return ""
    known = find_client(firm_id, given.country, business_id)
    return url_for("clients.client", firm_id=firm_id, client_id=known.id) if known else ""
