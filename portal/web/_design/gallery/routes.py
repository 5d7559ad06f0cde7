"""A gallery of every component with invented data, for the people who build screens and for tests.

It is there only where it is asked for; a product installation never registers it.
"""

from decimal import Decimal
from secrets import token_hex

from flask import Blueprint, Flask, Response, flash, g, render_template, request

from portal.web._design import install
from portal.web._design.gallery import fields, pieces, rows
from portal.web._design.gallery.shell import CLIENTS, HERE, shell_for
from portal.web._design.navigation import Link
from portal.web._design.pieces import ErrorPage
from portal.web._design.selection import Selection
from portal.web._design.states import STATES
from portal.web._design.tables import Page, TableQuery, TableView
from tenants.kernel.language import pick_language

SHOWN = {**vars(pieces), **vars(fields)}
MATCHING = 1204
READY = 1166
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

gallery = Blueprint("gallery", __name__, url_prefix="/design/gallery")


@gallery.get("/<any(today, requests, run, invoice, form, states, empty):page>")
def show(page: str) -> str:
    """Show one page of the gallery as a signed-in person would see it."""
    return render_template(
        f"_design/gallery/{page}.html", shell=shell_for(page), data=SHOWN, view=_view(), rows=_rows(), states=STATES
    )


@gallery.get("/sign-in")
def sign_in() -> str:
    """Show a page without navigation."""
    return render_template("_design/gallery/sign_in.html", language_url=f"{HERE}/received")


@gallery.get("/error")
def error() -> str:
    """Show what a person sees when something went wrong."""
    return render_template(
        "_design/error.html",
        error=ErrorPage(
            heading="There is no such page",
            text="The address may be old, or it belongs to a client whose books you don't see.",
            links=(Link("Go to Today", f"{HERE}/today"), Link("Your clients", f"{HERE}/requests")),
            reference="7F3A-91C2",
        ),
    )


@gallery.get("/switcher")
def switcher() -> str:
    """Return the part of the page that the client switcher asks for."""
    letters = request.args.get("q", "").casefold()
    found = [client for client in CLIENTS if letters in client.name.casefold()]
    return render_template("_design/switcher_list.html", clients=found, more=0 if letters else 295)


@gallery.get("/preview")
def preview() -> str:
    """Return what the side panel shows of a row."""
    return render_template("_design/gallery/preview.html", data=SHOWN)


@gallery.get("/progress")
def progress() -> str:
    """Return the progress of the gallery's run, which never ends."""
    return render_template("_design/gallery/progress.html", run=pieces.RUN)


@gallery.post("/received")
def received() -> str:
    """Say what a form sent, so that a selection can be read back."""
    selection = Selection.parse(request.form)
    flash(f"{selection.count(READY)} rows arrived.", "good")
    return show("today")


def create_gallery_app() -> Flask:
    """Return an application that serves the gallery and nothing else, under the product's content policy."""
    app = Flask(__name__, static_folder=None)
    app.config.update(SECRET_KEY=token_hex(), DEBUG_GALLERY=True)
    install(app)
    show_gallery(app)

    @app.before_request
    def speak() -> None:
        g.language = pick_language([request.args.get("language", "")])

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return app


def show_gallery(app: Flask) -> None:
    """Add the gallery to an application whose configuration asks for it (DEBUG_GALLERY)."""
    if app.config.get("DEBUG_GALLERY"):
        app.register_blueprint(gallery)


def _view() -> TableView:
    query = TableQuery.parse(rows.REQUESTS, request.args)
    return TableView(
        spec=rows.REQUESTS,
        query=query,
        page=Page.of(query, MATCHING),
        path=request.path,
        selection=Selection.parse(request.args),
        selectable=READY,
        totals={"net": Decimal("84310.40"), "vat": Decimal("10222.10")},
    )


def _rows() -> list[rows.RequestRow]:
    view = _view()
    return rows.request_rows(view.page.offset, view.page.last - view.page.offset)
