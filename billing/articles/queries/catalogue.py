"""Reading what some lines name of a workspace's articles."""

from collections.abc import Collection

from billing.articles.queries.articles import articles_by_code
from billing.articles.queries.prices import price_list_rows, prices_of
from billing.articles.rules.catalogue import NOTHING_SOLD, Catalogue
from tenants.kernel.ids import WorkspaceId
from tenants.workspaces.queries import get_workspace


def catalogue_of(workspace_id: WorkspaceId, codes: Collection[str]) -> Catalogue:
    """Return the articles that have one of the codes, with every price of each, in a few queries; none for no codes."""
    if not codes:
        return NOTHING_SOLD
    articles = articles_by_code(workspace_id, codes)
    return Catalogue(
        country=get_workspace(workspace_id).country,
        articles=articles,
        lists=price_list_rows(workspace_id),
        prices=prices_of(workspace_id, [article.id for article in articles.values()]),
    )
