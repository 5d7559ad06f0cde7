"""The plan variants side by side, as a firm offers them to a client."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from portal.web.variants import Comparison, compared, variant_field
from tenants.kernel.country import Country
from tenants.plans.rules import VARIANTS

__all__ = ["Comparison", "comparison", "variant_field"]


def comparison(country: Country, place: Mapping[str, Any], *, read: str, today: str = "") -> Comparison:
    """Return the variants side by side; `read` is the one whose "Read more" was followed, `today` the client's own."""
    choose = {variant: url_for("clients.collaboration", **place, variant=variant) for variant in VARIANTS}
    return compared(country, choose, read=read, today=today)
