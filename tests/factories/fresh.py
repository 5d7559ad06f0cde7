"""Requests that begin with nothing remembered, as in production.

Tests keep an application context open, and Flask would reuse its `g`: the actor and the form token of the last request.
"""

from flask import Flask, g


def begin_afresh(app: Flask) -> None:
    """Have every request of an application begin with an empty `g`."""

    def forget() -> None:
        for name in list(g):
            g.pop(name)

    app.before_request_funcs.setdefault(None, []).insert(0, forget)
