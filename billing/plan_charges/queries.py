"""Reading what is to be charged, in the client's own scope: the agreement's period and where its payer is reached."""

from datetime import date
from uuid import UUID

from billing.plan_charges.rules.charge import PlanCharge, PlanPayer, key_of
from billing.seller.queries import find_seller
from tenants.agreements.queries.periods import PeriodRow, find_period, get_period
from tenants.companies.queries import get_company
from tenants.firms.queries import get_firm_company
from tenants.kernel.country import USUAL_LANGUAGE, Country
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Language
from tenants.plans.rules import plan_name
from tenants.workspaces.people import admins_of
from tenants.workspaces.queries import get_workspace


def charge_of(workspace_id: WorkspaceId, period_id: UUID) -> PlanCharge | None:
    """Return a charge that hasn't become a request yet; None where it has.

    Raises:
        NotFound: there is no such period.
    """
    row = get_period(workspace_id, period_id)
    if row.requested_at is not None:
        return None
    original = find_period(workspace_id, row.credits_id) if row.credits_id else None
    return PlanCharge(
        key=_key(row),
        period_id=row.id,
        credits=_key(original) if original else None,
        client=get_workspace(workspace_id).name,
        plan=plan_name(row.variant),
        months=row.months,
        first_on=row.first_on,
        last_on=row.last_on,
        amount=row.amount,
        currency=row.currency,
        payer=_firm(row.payer_firm_id) if row.payer_firm_id else _client(workspace_id),
    )


def _key(row: PeriodRow) -> str:
    first_on: date = row.first_on
    return key_of(row.kind, row.agreement_id, row.change_id, first_on)


def _firm(firm_id: UUID) -> PlanPayer:
    """Return the firm as payer, by what it says of itself; without an address the request tells what is missing."""
    firm = get_firm_company(firm_id)
    return PlanPayer(
        country=firm.country,
        business_id=firm.business_id,
        name=firm.name,
        email=firm.email,
        language=USUAL_LANGUAGE[firm.country],
        vat_id=firm.vat_id,
        street=firm.street,
        postal_code=firm.postal_code,
        city=firm.city,
        einvoice_scheme=firm.einvoice_scheme,
        einvoice_address=firm.einvoice_address,
        einvoice_operator=firm.einvoice_operator,
    )


def _client(workspace_id: WorkspaceId) -> PlanPayer:
    """Return the client as payer: its address from its own settings where they are saved, else its admin's e-mail."""
    workspace, seller = get_workspace(workspace_id), find_seller(workspace_id)
    company = get_company(workspace.company_id)
    country: Country = company.country
    if seller is not None:
        language: Language = seller.language
        return PlanPayer(
            country=country,
            business_id=company.business_id,
            name=company.name,
            email=seller.email,
            language=language,
            vat_id=seller.vat_id,
            street=seller.street,
            postal_code=seller.postal_code,
            city=seller.city,
            einvoice_scheme=seller.einvoice_scheme,
            einvoice_address=seller.einvoice_address,
            einvoice_operator=seller.einvoice_operator,
        )
    admins = admins_of(workspace_id)
    return PlanPayer(
        country=country,
        business_id=company.business_id,
        name=company.name,
        email=admins[0].email if admins else "",
        language=USUAL_LANGUAGE[country],
    )
