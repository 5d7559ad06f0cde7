"""Asking for a proof again before what must not be done by whoever finds a screen unlocked.

The request waits in the page that asks: all it brought goes along in hidden fields, its files too, and is carried out
as it was once the proof is right. So nothing typed is lost, and nothing is kept on the server meanwhile.
"""

import json
from base64 import b64decode, b64encode
from io import BytesIO
from typing import Any

from flask import Response, abort, render_template, request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict
from werkzeug.wrappers import Response as AnyResponse

from portal.auth.proving import PROOFS, has_proof, prove
from portal.edge import clock
from portal.edge.limits import is_within
from portal.edge.settings import settings
from tenants.kernel.language import Message
from tenants.kernel.refusals import Invalid
from tenants.sessions.actions import SignedIn
from tenants.sessions.rules import is_lately
from tenants.users.queries import Person

FILE = "held_file"
LARGEST_HELD = 4 * 1024 * 1024
NOT_HELD = {"csrf_token", FILE, *PROOFS}


def hold(signed: SignedIn, person: Person) -> AnyResponse | None:
    """Let a request through whose person proved themselves lately or does so with it; answer others by asking."""
    if request.method != "POST" or is_lately(signed.confirmed_at, now=clock.now()):
        return None
    if not has_proof(request.form):
        return _ask(person)
    config = settings()
    if not is_within(f"{config.sign_ins_per_minute} per minute", "proof", str(person.id)):
        abort(429)
    try:
        prove(person, request.form)
    except Invalid as refusal:
        return _ask(person, refusal.message)
    _give_files_back()
    return None


def _ask(person: Person, problem: Message | None = None) -> AnyResponse:
    held = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_HELD]
    body = render_template(
        "sign_in/confirm.html", person=person, held=[*held, *_held_files()], target=request.full_path, problem=problem
    )
    headers = {"HX-Retarget": "body", "HX-Reswap": "innerHTML"} if request.headers.get("HX-Request") else {}
    return Response(body, 422 if problem else 403, headers)


def _held_files() -> list[tuple[str, str]]:
    """Return the files of the request as hidden fields; those held before stay so."""
    kept = [(FILE, text) for text in request.form.getlist(FILE)]
    for field, file in request.files.items(multi=True):
        content = file.read(LARGEST_HELD + 1)
        if file.filename and len(content) <= LARGEST_HELD:
            kept.append((FILE, json.dumps([field, file.filename, file.mimetype, b64encode(content).decode()])))
    return kept


def _give_files_back() -> None:
    files: list[tuple[str, FileStorage]] = []
    for text in request.form.getlist(FILE):
        field, name, media_type, content = _parts(text)
        files.append((field, FileStorage(BytesIO(b64decode(content)), name, field, media_type)))
    if files:
        request.files = ImmutableMultiDict(files)


def _parts(text: str) -> tuple[str, str, str, str]:
    try:
        parts: Any = json.loads(text)
        field, name, media_type, content = (str(part) for part in parts)
    except (ValueError, TypeError):
        abort(400)
    return field, name, media_type, content
