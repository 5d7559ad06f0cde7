"""How a workspace's documents look."""

from billing.documents.look import Look, usual_slip
from billing.seller.queries import get_seller
from tenants.files.queries import get_file
from tenants.kernel.ids import WorkspaceId


def get_look(workspace_id: WorkspaceId) -> Look:
    """Return the logo, colour and payment part of a workspace's documents, from its settings.

    Raises:
        SellerMissing: nothing has been saved yet.
    """
    seller = get_seller(workspace_id)
    return Look(
        logo=get_file(workspace_id, seller.logo_file_id).content if seller.logo_file_id else None,
        accent=seller.accent,
        seat=seller.seat or "",
        website=seller.website or "",
        slip=usual_slip(seller.country),
    )
