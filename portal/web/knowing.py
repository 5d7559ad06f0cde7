"""How the due diligence of a client stands, on the client's page."""

from dataclasses import dataclass
from datetime import date

from flask import Flask, g, request, url_for

from portal.edge.clock import now
from portal.web._design.states import Tone
from portal.web.diligence.words import IN_FORCE, PARTS
from tenants.diligence.queries import records_of
from tenants.diligence.rules import part_of
from tenants.kernel.country import local_day
from tenants.kernel.ids import FirmId
from tenants.kernel.language import Message


@dataclass(frozen=True, slots=True)
class Knowing:
    """What is to be done, until when the newest record holds, and the way to the records."""

    standing: tuple[str, Message, Tone]
    renews_on: date | None
    url: str


def install(app: Flask) -> None:
    """Give templates `knowing()`, for the client that the page's address names."""
    app.jinja_env.globals["knowing"] = knowing


def knowing() -> Knowing | None:
    """Return how due diligence stands for the client of the address; None on other pages."""
    named = request.view_args or {}
    if "client_id" not in named:
        return None
    records = records_of(FirmId(named["firm_id"]), named["client_id"])
    renews_on = records[0].renews_on if records else None
    part = part_of(renews_on, on=local_day(now(), g.get("country", "FI")))
    url = url_for("diligence.diligence", firm_id=named["firm_id"], client_id=named["client_id"])
    return Knowing(PARTS.get(part, IN_FORCE), renews_on, url)
