"""The design: how every page looks and behaves, and the values that its templates take."""

from flask import Flask

from portal.web._design import words
from portal.web._design.fields import Field, Option
from portal.web._design.filters import FILTERS
from portal.web._design.marks import MARKS
from portal.web._design.navigation import ClientChoice, Link, NavigationItem, Person, Shell, Switcher
from portal.web._design.pieces import Action, Card, ErrorPage, Figure, Notice, Progress, TimelineEntry
from portal.web._design.routes import asset_url, chosen_look, design, unique_id
from portal.web._design.selection import Selection
from portal.web._design.tables import Choice, Column, Filter, Page, TableQuery, TableSpec, TableView

__all__ = [
    "Action",
    "Card",
    "Choice",
    "ClientChoice",
    "Column",
    "ErrorPage",
    "Field",
    "Figure",
    "Filter",
    "Link",
    "NavigationItem",
    "Notice",
    "Option",
    "Page",
    "Person",
    "Progress",
    "Selection",
    "Shell",
    "Switcher",
    "TableQuery",
    "TableSpec",
    "TableView",
    "TimelineEntry",
    "install",
]


def install(app: Flask) -> None:
    """Give an application the design: its addresses, its templates, filters, and `_` and `ngettext`."""
    app.register_blueprint(design)
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(
        _=words.gettext,
        ngettext=words.ngettext,
        own_names=words.OWN_NAMES,
        reader_language=words.reader_language,
        asset_url=asset_url,
        chosen_look=chosen_look,
        unique_id=unique_id,
        **MARKS,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
