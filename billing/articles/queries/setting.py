"""Where a workspace's articles are judged."""

from datetime import datetime

from billing.articles.rules.facts import Setting
from billing.seller.queries import find_seller
from tenants.kernel.country import CURRENCIES, USUAL_LANGUAGE, local_day
from tenants.kernel.ids import WorkspaceId
from tenants.workspaces.queries import get_workspace


def setting_of(workspace_id: WorkspaceId, *, now: datetime) -> Setting:
    """Return a company's country, language, currency and day; as is usual in its country until settings are saved."""
    country, seller = get_workspace(workspace_id).country, find_seller(workspace_id)
    language = seller.language if seller else USUAL_LANGUAGE[country]
    return Setting(country, language, seller.currency if seller else CURRENCIES[country], local_day(now, country))
