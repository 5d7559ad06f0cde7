"""The pages on which caught mails are read. Nothing of a mail is ever run: it is text, or a file to keep."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from portal.demo.mail_catcher.storage import Mail, Mailbox

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

TEMPLATES = Path(__file__).parent / "templates"
MARK = Path(__file__).parents[2] / "web" / "_design" / "static" / "mark.svg"
LISTED = 500
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; "
        "sandbox allow-top-navigation-by-user-activation allow-same-origin allow-downloads allow-popups"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
# Only links to the demo itself are made to be clicked; where a stranger's link leads can be read.
OWN_LINK = re.compile(r"http://(?:localhost|127\.0\.0\.1):[0-9]{1,5}/[A-Za-z0-9/_.~%?=&-]*")


class MailPages:
    """A small WSGI application over a mailbox, which answers to loopback names only."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        loader = FileSystemLoader(TEMPLATES)
        self._templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
        self._templates.filters["with_own_links"] = with_own_links
        self._urls = Map([
            Rule("/", endpoint=self._list),
            Rule("/mails/<mail_id>", endpoint=self._show),
            Rule("/mails/<mail_id>/source", endpoint=self._source),
            Rule("/mails/<mail_id>/attachments/<int:place>", endpoint=self._attachment),
            Rule("/style.css", endpoint=self._style),
            Rule("/mark.svg", endpoint=self._mark),
        ])  # fmt: skip

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        request.trusted_hosts = ["localhost", "127.0.0.1"]
        try:
            # Another name for loopback is somebody's attempt to read these pages through a browser.
            _ = request.host
            endpoint, arguments = self._urls.bind_to_environ(environ).match(method=request.method)
            response: Response = endpoint(**arguments)
        except HTTPException as refusal:
            response = Response(refusal.description, refusal.code, mimetype="text/plain")
        response.headers.update(HEADERS)
        return response(environ, start_response)

    def _list(self) -> Response:
        ids = self._mailbox.ids()
        mails = [mail for mail_id in ids[:LISTED] if (mail := self._mailbox.find(mail_id))]
        return self._page("list.html", mails=mails, total=len(ids))

    def _show(self, mail_id: str) -> Response:
        return self._page("mail.html", mail=self._get(mail_id))

    def _source(self, mail_id: str) -> Response:
        return _file(f"{mail_id}.eml", self._mailbox.raw(self._get(mail_id).id) or b"")

    def _attachment(self, mail_id: str, place: int) -> Response:
        attachments = self._get(mail_id).attachments
        if not 0 < place <= len(attachments):
            raise NotFound
        return _file(attachments[place - 1].name, attachments[place - 1].content)

    def _style(self) -> Response:
        return Response((TEMPLATES / "style.css").read_text("utf-8"), mimetype="text/css")

    def _mark(self) -> Response:
        return Response(MARK.read_bytes(), mimetype="image/svg+xml")

    def _get(self, mail_id: str) -> Mail:
        mail = self._mailbox.find(mail_id)
        if mail is None:
            raise NotFound
        return mail

    def _page(self, name: str, **values: object) -> Response:
        return Response(self._templates.get_template(name).render(**values), mimetype="text/html")


def with_own_links(text: str) -> Markup:
    """Return a text as HTML, in which addresses of this machine are links.

    >>> str(with_own_links("Open http://localhost:8000/a <b>"))
    'Open <a href="http://localhost:8000/a">http://localhost:8000/a</a> &lt;b&gt;'
    """
    made, done = Markup(), 0
    for found in OWN_LINK.finditer(text):
        link = Markup('<a href="{0}">{0}</a>').format(found[0])
        made, done = made + escape(text[done : found.start()]) + link, found.end()
    return made + escape(text[done:])


def _file(name: str, content: bytes) -> Response:
    """Return a file that a browser saves and never opens in its place."""
    response = Response(content, mimetype="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
