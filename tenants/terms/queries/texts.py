"""The texts: the newest in force, and what a workspace still has to accept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Select, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from tenants.kernel.db import db
from tenants.kernel.ids import TermsId, WorkspaceId
from tenants.kernel.language import Language
from tenants.terms.models import Acceptance, Terms

Kind = Literal["terms_of_service", "data_processing", "mandate_to_invoice", "mandate_to_remind"]
# The mandate to remind and collect is given when a company wants that done; the rest before it invoices.
BEFORE_INVOICING: tuple[Kind, ...] = ("terms_of_service", "data_processing", "mandate_to_invoice")
TO_REMIND: tuple[Kind, ...] = ("mandate_to_remind",)


@dataclass(frozen=True, slots=True)
class TermsText:
    """A legal text to read; `renewed_consent` says that it counts only for those who accept this version."""

    id: TermsId
    kind: str
    version: int
    language: str
    title: str
    body: str
    sha256: str
    in_force_from: datetime
    renewed_consent: bool


def terms_in_force(language: Language, *, now: datetime, kinds: Sequence[Kind] = BEFORE_INVOICING) -> list[TermsText]:
    """Return the newest version in force of each text, in a language; in English where it isn't translated."""
    return _newest(select(Terms).where(Terms.in_force_from <= now), language, kinds)


def terms_to_accept(
    workspace_id: WorkspaceId, language: Language, *, now: datetime, kinds: Sequence[Kind] = BEFORE_INVOICING
) -> list[TermsText]:
    """Return the texts that a workspace hasn't accepted in their newest version.

    Whoever has accepted an earlier version is also asked for one that is published but not in force yet, so that
    nothing stops on the day it comes into force.
    """
    accepted = _accepted_versions(workspace_id)
    published = select(Terms).where(or_(Terms.in_force_from <= now, Terms.kind.in_(accepted)))
    texts = _newest(published, language, kinds)
    return [text for text in texts if text.version > accepted.get(text.kind, 0)]


def accepted_last(workspace_id: WorkspaceId, kind: str, language: Language) -> TermsText | None:
    """Return the version of a text that a workspace accepted last, in a language, or None."""
    version = _accepted_versions(workspace_id).get(kind)
    return _one(select(Terms).where(Terms.kind == kind, Terms.version == version), language) if version else None


def get_text(kind: str, version: int, language: Language) -> TermsText | None:
    """Return a version of a text in a language, in English where it isn't translated, or None where there is none."""
    return _one(select(Terms).where(Terms.kind == kind, Terms.version == version), language)


def _one(query: Select[Terms], language: Language) -> TermsText | None:
    ordered = query.where(Terms.language.in_([language, "en"])).order_by(Terms.language != language)
    row = db.session.scalars(ordered.limit(1)).one_or_none()
    return _text(row) if row else None


def _newest(query: Select[Terms], language: Language, kinds: Sequence[Kind]) -> list[TermsText]:
    newest = (
        query.where(Terms.kind.in_(kinds), Terms.language.in_([language, "en"]))
        .order_by(Terms.kind, Terms.version.desc(), Terms.language != language)
        .ext(distinct_on(Terms.kind))
    )
    texts = {text.kind: text for text in db.session.scalars(newest)}
    return [_text(texts[kind]) for kind in kinds if kind in texts]


def _accepted_versions(workspace_id: WorkspaceId) -> dict[str, int]:
    query = select(Acceptance.kind, func.max(Acceptance.version)).where(Acceptance.workspace_id == workspace_id)
    return {row.kind: row[1] for row in db.session.execute(query.group_by(Acceptance.kind))}


def _text(row: Terms) -> TermsText:
    return TermsText(
        id=TermsId(row.id),
        kind=row.kind,
        version=row.version,
        language=row.language,
        title=row.title,
        body=row.body,
        sha256=row.sha256,
        in_force_from=row.in_force_from,
        renewed_consent=row.renewed_consent,
    )
