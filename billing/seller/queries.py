"""Reading the seller of a workspace."""

from typing import Any, cast

from sqlalchemy import select

from billing.countries.reference_settings import ReferenceKind
from billing.seller.models import Seller
from billing.seller.rules.facts import SellerFacts
from tenants.kernel.country import Country
from tenants.kernel.db import db
from tenants.kernel.ids import FileId, WorkspaceId
from tenants.kernel.language import Language
from tenants.kernel.money import from_minor
from tenants.kernel.refusals import Conflict


class SellerMissing(Conflict):
    """The company's address, bank account and payment reference have to be saved in the settings first."""


def find_seller(workspace_id: WorkspaceId) -> SellerFacts | None:
    """Return what a workspace's invoices say of its company, or None where nothing has been saved yet."""
    seller = db.session.scalars(select(Seller).where(Seller.workspace_id == workspace_id)).one_or_none()
    return None if seller is None else facts_of(seller)


def get_seller(workspace_id: WorkspaceId, *, lock: bool = False) -> SellerFacts:
    """Return what a workspace's invoices say of its company; `lock` makes others who lock it wait for this transaction.

    Raises:
        SellerMissing: nothing has been saved yet, or the workspace isn't in scope.
    """
    query = select(Seller).where(Seller.workspace_id == workspace_id)
    found = db.session.scalars(query.with_for_update() if lock else query).one_or_none()
    if found is None:
        raise SellerMissing(workspace_id)
    return facts_of(found)


def facts_of(seller: Seller) -> SellerFacts:
    """Return a row as a value."""
    values: dict[str, Any] = {column.key: getattr(seller, column.key) for column in Seller.__table__.columns}
    least = values.pop("least_minor")
    return SellerFacts(
        **{
            **values,
            "workspace_id": WorkspaceId(seller.workspace_id),
            "country": cast("Country", seller.country),
            "language": cast("Language", seller.language),
            "reference_kind": ReferenceKind(seller.reference_kind),
            "least": None if least is None else from_minor(least, seller.currency),
            "logo_file_id": FileId(seller.logo_file_id) if seller.logo_file_id else None,
        }
    )
