"""Reading the templates of streams, and the looks that they make."""

from typing import Any

from sqlalchemy import select

from billing.documents.look import Look
from billing.seller.queries import get_seller
from billing.seller.rules import SellerFacts
from billing.seller.rules.fields import Fields
from billing.templates.models import StreamTemplate
from billing.templates.rules import COMPANYS_LOOK, Template, TemplateInput, look_of, read_template
from tenants.files.queries import get_file
from tenants.kernel.db import db
from tenants.kernel.ids import FileId, StreamId, WorkspaceId


def template_of(workspace_id: WorkspaceId, stream_id: StreamId) -> Template:
    """Return a stream's template; that of a stream without one takes everything from the settings."""
    query = select(StreamTemplate).where(
        StreamTemplate.workspace_id == workspace_id, StreamTemplate.stream_id == stream_id
    )
    row = db.session.scalars(query).one_or_none()
    return COMPANYS_LOOK if row is None else as_template(row)


def as_template(row: StreamTemplate) -> Template:
    """Return a row as a value."""
    values: dict[str, Any] = {
        name: getattr(row, name) for name in ("logo", "accent", "design", "slip", "item_numbers", "enclosed", "foot")
    }
    file_id = FileId(row.logo_file_id) if row.logo_file_id else None
    return Template(**values, logo_file_id=file_id)


def stream_look(workspace_id: WorkspaceId, stream_id: StreamId | None) -> Look:
    """Return how the documents of a stream look; without a stream, as the company's settings say.

    Raises:
        SellerMissing: nothing has been saved yet.
    """
    seller = get_seller(workspace_id)
    template = template_of(workspace_id, stream_id) if stream_id else COMPANYS_LOOK
    return look_of(seller, template, _logo(seller, template))


def look_as_typed(workspace_id: WorkspaceId, stream_id: StreamId, typed: TemplateInput) -> Look:
    """Return how the documents of a stream would look if what was typed were saved; nothing is.

    Raises:
        SellerMissing: nothing has been saved yet.
        InvalidFields: something has to be changed, each at its field.
    """
    seller, kept = get_seller(workspace_id), template_of(workspace_id, stream_id)
    found = Fields()
    values, image = read_template(found, typed, has_logo=kept.logo_file_id is not None)
    found.refuse()
    template = Template(**values, logo_file_id=kept.logo_file_id)
    return look_of(seller, template, image or _logo(seller, template))


def _logo(seller: SellerFacts, template: Template) -> bytes | None:
    chosen = {"company": seller.logo_file_id, "own": template.logo_file_id, "none": None}[template.logo]
    return get_file(seller.workspace_id, chosen).content if chosen else None
