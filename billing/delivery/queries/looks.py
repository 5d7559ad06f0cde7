"""How a workspace's documents look."""

from billing.documents.look import Look
from billing.templates.queries import stream_look
from tenants.kernel.ids import StreamId, WorkspaceId


def get_look(workspace_id: WorkspaceId, stream_id: StreamId | None = None) -> Look:
    """Return how a stream's documents look by its template; without a stream, as the settings say.

    Raises:
        SellerMissing: nothing has been saved yet.
    """
    return stream_look(workspace_id, stream_id)
