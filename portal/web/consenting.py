"""Reading texts and accepting them: what is shown before, what is asked, and what was answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from flask import request

from portal.web._design import Field, Option
from portal.web._design.words import reader_language
from tenants.kernel.country import Country, local_day
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import LANGUAGES, Language, Message, msg
from tenants.kernel.refusals import InvalidFields, Problem
from tenants.terms.actions import Authority, Consent
from tenants.terms.changes import ChangedBlock, changes, only_changed
from tenants.terms.queries import BEFORE_INVOICING, Kind, TermsText, accepted_last, terms_to_accept

AUTHORITIES: Mapping[str, Message] = {
    "signatory": msg("I may sign for the company alone (signatory right)"),
    "power_of_attorney": msg("I have a power of attorney from the company"),
}
CAPACITIES: Mapping[str, Message] = {
    "signatory": msg("Signatory"),
    "power_of_attorney": msg("Power of attorney"),
}
EVIDENCE_HINT = msg("Only with a power of attorney: the signed document as PDF, JPEG or PNG, at most 5 MB.")


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text to read: the whole of it, and what changed since the version `before` that was accepted last (0: none).

    `since` is the day from which nothing new is made without it, None where it isn't needed to go on.
    """

    title: str
    version: int
    sha256: str
    blocks: tuple[ChangedBlock, ...]
    changed: tuple[ChangedBlock, ...] = ()
    before: int = 0
    since: date | None = None


def texts_to_read(
    workspace_id: WorkspaceId,
    country: Country,
    *,
    now: datetime,
    kinds: Sequence[Kind] = BEFORE_INVOICING,
) -> tuple[ReadText, ...]:
    """Return what waits to be accepted, in the reader's language, each with what changed since the last acceptance."""
    language = reader_language()
    waiting = terms_to_accept(workspace_id, language, now=now, kinds=kinds)
    return tuple(_read(text, accepted_last(workspace_id, text.kind, language), country) for text in waiting)


def whole_text(text: TermsText, country: Country) -> ReadText:
    """Return a text as it is."""
    return _read(text, None, country)


def consent_fields(problems: Sequence[Problem] = ()) -> tuple[Field, ...]:
    """Return what is asked before somebody accepts, with what is wrong with the answers."""
    wrong = {problem.field: (problem.message,) for problem in problems}
    return (
        Field(
            name="authority",
            label=msg("In what capacity do you accept?"),
            kind="radio",
            value=request.form.get("authority", ""),
            required=True,
            options=tuple(Option(value, words) for value, words in AUTHORITIES.items()),
            errors=wrong.get("authority", ()),
        ),
        Field(
            name="evidence",
            label=msg("Power of attorney"),
            kind="file",
            hint=EVIDENCE_HINT,
            accept=".pdf,.jpg,.jpeg,.png",
            errors=wrong.get("evidence", ()),
        ),
        Field(
            name="consent",
            label=msg("I have read the texts above and accept them for the company"),
            kind="checkbox",
            required=True,
            errors=wrong.get("consent", ()),
        ),
    )


def posted_consent() -> Consent:
    """Return what was answered.

    Raises:
        InvalidFields: the capacity isn't chosen, or the consent isn't ticked.
    """
    problems = []
    if request.form.get("authority") not in AUTHORITIES:
        problems.append(Problem("authority", msg("Choose one.")))
    if not request.form.get("consent"):
        problems.append(Problem("consent", msg("Tick this to accept.")))
    if problems:
        raise InvalidFields(problems)
    file = request.files.get("evidence")
    return Consent(
        sha256=frozenset(request.form.getlist("read")),
        authority=cast("Authority", request.form["authority"]),
        address=request.remote_addr or "",
        evidence=file.read() if file else b"",
    )


def language_read() -> Language:
    """Return the language the texts were read in, which another tab may have changed since."""
    read = request.form.get("read_in", "")
    return next((language for language in LANGUAGES if language == read), reader_language())


def _read(text: TermsText, before: TermsText | None, country: Country) -> ReadText:
    return ReadText(
        title=text.title,
        version=text.version,
        sha256=text.sha256,
        blocks=changes(text.body, text.body),
        changed=only_changed(changes(before.body, text.body)) if before else (),
        before=before.version if before else 0,
        since=local_day(text.in_force_from, country) if text.renewed_consent and before else None,
    )
