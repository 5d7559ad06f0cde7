"""Handing out files that people sent: nothing of them is ever run, and only pictures are shown in place."""

from flask import Response, g

from tenants.files.content import SHOWN_IN_PLACE
from tenants.files.queries import KeptFile


def hand_out(file: KeptFile, *, saved: bool) -> Response:
    """Return a file under its own name, in a sandbox; to be kept unless its bytes are a picture."""
    g.sandboxed = True
    shown = file.media_type in SHOWN_IN_PLACE and not saved
    answer = Response(file.content, content_type=_type(file))
    answer.headers.set("Content-Disposition", "inline" if shown else "attachment", filename=file.name)
    return answer


def _type(file: KeptFile) -> str:
    return f"{file.media_type}; charset=utf-8" if file.media_type.startswith("text/") else file.media_type
