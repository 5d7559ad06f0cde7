"""How refusals and faults are told: a page with a sentence, never a trace."""

from uuid import uuid4

import structlog
from flask import Flask, current_app, g, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from portal.edge.settings import settings
from portal.web._design import ErrorPage, Link
from tenants.kernel.db import db
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Conflict, Forbidden, Invalid, NotFound, Refusal

log = structlog.get_logger()

STATUS: dict[type[Refusal], int] = {NotFound: 404, Forbidden: 403, Conflict: 409, Invalid: 422}
BY_CODE: dict[int, Message] = {
    404: msg("There is no such page, or it isn't yours to see."),
    405: msg("That can't be done here."),
    413: msg("That is more than is taken at once. Nothing was changed; take less of it."),
    429: msg("Too many tries. Wait a minute and try again."),
    503: msg("The database can't be reached just now. Nothing was changed; try again in a moment."),
}

HEADINGS: dict[int, Message] = {
    403: msg("Not allowed"),
    404: msg("Not found"),
    409: msg("Not possible now"),
    413: msg("Too large"),
    422: msg("Something has to be changed"),
    429: msg("Too many tries"),
    500: msg("A fault of ours"),
    503: msg("Away for a moment"),
}


MEGABYTE = 1024 * 1024
# Read and thrown away, so that the browser gets to the answer; of more than that the connection is cut.
MOST_DRAINED, AT_ONCE = 110 * MEGABYTE, 64 * 1024


def status_of(refusal: Refusal) -> int:
    """Return the HTTP status that a refusal is told with."""
    return next((code for kind, code in STATUS.items() if isinstance(refusal, kind)), 422)


def install(app: Flask) -> None:
    """Have an application tell refusals and faults as pages."""
    app.register_error_handler(Refusal, tell_refusal)
    app.register_error_handler(CSRFError, tell_expired_form)
    app.register_error_handler(RequestEntityTooLarge, tell_too_large)
    app.register_error_handler(HTTPException, tell_http)
    app.register_error_handler(OperationalError, tell_database)
    app.register_error_handler(Exception, tell_fault)


def tell_refusal(refusal: Refusal) -> tuple[str, int]:
    """Show a refusal's sentence; what isn't there and what isn't yours look the same."""
    db.session.rollback()
    status = status_of(refusal)
    sentence = BY_CODE[404] if status == 404 else refusal.message  # noqa: PLR2004
    if status in {403, 404} and g.get("actor"):
        log.info("refused", refusal=type(refusal).__name__, path=request.path, user_id=str(g.actor.user_id))
    return page(sentence, status)


def tell_expired_form(_error: CSRFError) -> tuple[str, int]:
    """Show that a form was open for too long."""
    return page(msg("This page was open for too long. Go back, reload it and try again; nothing was changed."), 400)


def tell_http(error: HTTPException) -> tuple[str, int]:
    """Show the error of a request that no route takes."""
    code = error.code or 500
    return page(BY_CODE.get(code, msg("That request can't be understood.")), code)


def tell_too_large(error: RequestEntityTooLarge) -> tuple[str, int]:
    """Show how much is taken at once, and the way back to where it was sent from."""
    limit = settings().upload_limit
    if (request.content_length or 0) <= limit:
        return tell_http(error)
    drain()
    sentence = msg(
        "What you sent is larger than %(limit)s MB, the most that is taken at once. Nothing was changed. "
        "Choose a smaller file, or divide it.",
        limit=limit // MEGABYTE,
    )
    return page(sentence, 413, links=way_back(request.path))


def drain() -> None:
    """Read what is still on its way: a browser that is answered while it sends shows a broken connection instead."""
    left = min(request.content_length or 0, MOST_DRAINED)
    body = request.environ["wsgi.input"]
    while left > 0 and (part := body.read(min(left, AT_ONCE))):
        left -= len(part)


def way_back(path: str) -> tuple[Link, ...]:
    """Return the link to the page that a form stood on: at its own address, or the nearest one above that is a page."""
    addresses = current_app.url_map.bind("")
    while path not in {"", "/"}:
        if addresses.test(path, "GET"):
            return (Link(msg("Back to the page"), path),)
        path = path.rpartition("/")[0]
    return ()


def tell_database(error: OperationalError) -> tuple[str, int, dict[str, str]]:
    """Show that the database is away, and when to come back."""
    db.session.rollback()
    log.error("database_unreachable", fault=str(error.orig))
    return (*page(BY_CODE[503], 503), {"Retry-After": "5"})


def tell_fault(error: Exception) -> tuple[str, int]:
    """Show that something broke on our side, with a number to ask about; the trace goes to the log only."""
    number = uuid4().hex[:8]
    log.error("fault", number=number, path=request.path, exc_info=error)
    db.session.rollback()
    return page(msg("Something broke on our side. Nothing was changed. Try again in a moment."), 500, reference=number)


def page(sentence: Message, status: int, *, reference: str = "", links: tuple[Link, ...] = ()) -> tuple[str, int]:
    """Return an error page."""
    heading = HEADINGS.get(status, msg("That didn't work"))
    error = ErrorPage(heading=heading, text=sentence, reference=reference, links=links)
    return render_template("_design/error.html", error=error), status
