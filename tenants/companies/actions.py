"""Making sure that a company is on the platform, once."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from tenants.companies.models import Company
from tenants.kernel.country import Country
from tenants.kernel.db import db
from tenants.kernel.ids import CompanyId
from tenants.registries.business_ids import parse_business_id


def ensure_company(country: Country, business_id: str, name: str, *, now: datetime) -> CompanyId:
    """Return a company by its business id, written if it is new; the name of a known one stays.

    Raises:
        Refusal: the business id isn't valid in its country; the sentence says what is wrong with it.
    """
    canonical = parse_business_id(country, business_id)
    values = {"id": uuid4(), "country": country, "business_id": canonical, "name": name.strip(), "created_at": now}
    db.session.execute(insert(Company).values(**values).on_conflict_do_nothing())
    same = (Company.country == country, Company.business_id == canonical)
    return CompanyId(db.session.scalars(select(Company.id).where(*same)).one())
