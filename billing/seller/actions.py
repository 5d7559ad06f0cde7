"""Saving what the workspace's invoices say of its company."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from billing.countries.reference_settings import ReferenceKind, ReferenceSettings
from billing.documents.logo import clean_logo
from billing.seller.models import Seller
from billing.seller.rules.card import SellerInput, read_seller
from billing.seller.rules.fields import Fields
from billing.streams.actions import open_stream
from billing.streams.queries import series_rows, stream_rows
from billing.streams.rules import FIRST_PREFIX, NewStream, first_stream, misfit
from tenants.files.actions import NewFile, keep_file
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import Country
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import msg, translate
from tenants.kernel.refusals import InvalidFields, Problem, Refusal
from tenants.workspaces.queries import WorkspaceFacts, get_workspace

__all__ = ["SellerInput", "save_seller"]


def save_seller(actor: Actor, workspace_id: WorkspaceId, typed: SellerInput, *, now: datetime) -> None:
    """Save what invoices say of the company; the first time, a stream to bill by is opened too.

    Raises:
        InvalidFields: something has to be changed, each at its field; also where the numbers of a series that is there
            would make no payment reference any more.
    """
    actor.must(Permission.EDIT_SETTINGS, in_=workspace_id)
    company = get_workspace(workspace_id)
    found = Fields()
    values = {**_company(company), **read_seller(found, typed, company.country)}
    logo = _read_logo(found, typed)
    found.refuse()
    _refuse_misfits(found, workspace_id, company.country, values)
    seller = _locked(workspace_id)
    if logo is not None:
        values["logo_file_id"] = keep_file(workspace_id, NewFile("logo.png", "image/png", logo), now=now)
    elif typed.remove_logo or seller is None:
        values["logo_file_id"] = None
    _save(actor, workspace_id, seller, values, now)
    if not stream_rows(workspace_id):
        name = translate(msg("Sales"), values["language"])
        first = first_stream(name, company.country, _settings(values), (typed.first_prefix or FIRST_PREFIX).strip())
        _open_first(actor, workspace_id, first, now)


def _open_first(actor: Actor, workspace_id: WorkspaceId, first: NewStream, now: datetime) -> None:
    """Open the first stream; what its numbers lack is said at the prefix, the only part of them that is asked for."""
    try:
        open_stream(actor, workspace_id, first, now=now)
    except InvalidFields as refusal:
        raise InvalidFields([Problem("first_prefix", one.message) for one in refusal.problems]) from refusal


def _company(company: WorkspaceFacts) -> dict[str, Any]:
    return {"name": company.name, "business_id": company.business_id, "country": company.country}


def _read_logo(found: Fields, typed: SellerInput) -> bytes | None:
    if not typed.logo:
        return None
    try:
        return clean_logo(typed.logo)
    except Refusal as refusal:
        found.blame("logo", refusal.message)
        return None


def _settings(values: dict[str, Any]) -> ReferenceSettings:
    return ReferenceSettings(ReferenceKind(values["reference_kind"]), values["reference_length"])


def _refuse_misfits(found: Fields, workspace_id: WorkspaceId, country: Country, values: dict[str, Any]) -> None:
    """Refuse an agreement on references under which a series that is there could issue no more."""
    for series in series_rows(workspace_id):
        reason = misfit(series.prefix, series.digits, country, _settings(values), yearly=series.yearly)
        if reason is not None:
            found.blame("reference_length", reason)
    found.refuse()


def _locked(workspace_id: WorkspaceId) -> Seller | None:
    query = select(Seller).where(Seller.workspace_id == workspace_id).with_for_update()
    return db.session.scalars(query).one_or_none()


def _save(
    actor: Actor, workspace_id: WorkspaceId, seller: Seller | None, values: dict[str, Any], now: datetime
) -> None:
    if seller is None:
        db.session.add(Seller(workspace_id=workspace_id, **values, changed_at=now))
        db.session.flush()
        enter(actor, "seller_saved", About("seller", workspace_id, after=values), in_=workspace_id, now=now)
        return
    before = {name: getattr(seller, name) for name, value in values.items() if getattr(seller, name) != value}
    if not before:
        return
    after = {name: values[name] for name in before}
    for name, value in after.items():
        setattr(seller, name, value)
    seller.changed_at = now
    db.session.flush()
    enter(actor, "seller_changed", About("seller", workspace_id, before=before, after=after), in_=workspace_id, now=now)
