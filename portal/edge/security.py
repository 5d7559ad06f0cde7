"""Headers that every answer carries, and the origin that every change must come from."""

import secrets

from flask import Flask, Response, g, request

from portal.config import Config
from tenants.kernel.refusals import Forbidden

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


class ForeignOrigin(Forbidden):
    """This was sent from another site, so it wasn't done."""


def install(app: Flask, config: Config) -> None:
    """Have every answer carry the headers, and every change come from our own pages."""

    @app.before_request
    def take_nonce() -> None:
        g.csp_nonce = secrets.token_urlsafe(16)
        if request.method in UNSAFE and request.headers.get("Sec-Fetch-Site", "same-origin") not in {
            "same-origin",
            "none",
        }:
            raise ForeignOrigin

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        framed = g.get("framed", False)  # a view whose answer one of our own pages shows in a frame
        headers["Content-Security-Policy"] = policy(g.get("csp_nonce", ""), ancestors="'self'" if framed else "'none'")
        if g.get("sandboxed", False):  # a file that somebody sent: it may do nothing, wherever it is looked at
            headers["Content-Security-Policy"] = SANDBOX
        headers["X-Content-Type-Options"] = "nosniff"
        headers["X-Frame-Options"] = "SAMEORIGIN" if framed else "DENY"
        headers["Referrer-Policy"] = "no-referrer"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        headers.setdefault("Cache-Control", "no-store")
        if config.is_https:
            headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        return response


def policy(nonce: str, *, ancestors: str = "'none'") -> str:
    """Return the content security policy: nothing but our own, scripts by nonce, framed by nobody unless said."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-src 'self' blob:",  # a blob is what a script of ours put there: a document drawn as it is typed
            "object-src 'none'",
            "base-uri 'none'",
            f"frame-ancestors {ancestors}",
        ]
    )
