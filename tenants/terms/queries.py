"""Reading the terms in force, and what a workspace still has to accept."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on

from tenants.kernel.db import db
from tenants.kernel.ids import TermsId, WorkspaceId
from tenants.kernel.language import Language
from tenants.terms.models import Acceptance, Terms
from tenants.users.models import User

# The mandate to remind is asked for when a workspace first reminds; the rest before it invoices.
BEFORE_INVOICING = ("terms_of_service", "data_processing", "mandate_to_invoice")


@dataclass(frozen=True, slots=True)
class TermsText:
    """A legal text to read."""

    id: TermsId
    kind: str
    version: int
    language: str
    title: str
    body: str
    sha256: str


@dataclass(frozen=True, slots=True)
class AcceptanceRow:
    """A text that was accepted: which version, by whom, when, from which address, in what capacity."""

    title: str
    version: int
    who: str
    accepted_at: datetime
    address: str
    authority: str
    sha256: str


def terms_in_force(language: Language, *, now: datetime) -> list[TermsText]:
    """Return the newest version in force of each text, in a language; in English where it isn't translated."""
    newest = (
        select(Terms)
        .where(Terms.in_force_from <= now, Terms.kind.in_(BEFORE_INVOICING), Terms.language.in_([language, "en"]))
        .order_by(Terms.kind, Terms.version.desc(), Terms.language != language)
        .ext(distinct_on(Terms.kind))
    )
    texts = {text.kind: text for text in db.session.scalars(newest)}
    return [_text(texts[kind]) for kind in BEFORE_INVOICING if kind in texts]


def terms_to_accept(workspace_id: WorkspaceId, language: Language, *, now: datetime) -> list[TermsText]:
    """Return the texts in force that a workspace hasn't accepted in their newest version."""
    texts = terms_in_force(language, now=now)
    wanted = [(text.kind, text.version) for text in texts]
    accepted = db.session.execute(
        select(Acceptance.kind, Acceptance.version).where(
            Acceptance.workspace_id == workspace_id, tuple_(Acceptance.kind, Acceptance.version).in_(wanted)
        )
    )
    done = {(row.kind, row.version) for row in accepted}
    return [text for text in texts if (text.kind, text.version) not in done]


def acceptance_rows(workspace_id: WorkspaceId) -> list[AcceptanceRow]:
    """Return what a workspace has accepted, the newest first."""
    found = db.session.execute(
        select(Acceptance, Terms.title, User.name)
        .join(Terms, Terms.id == Acceptance.terms_id)
        .join(User, User.id == Acceptance.user_id)
        .where(Acceptance.workspace_id == workspace_id)
        .order_by(Acceptance.accepted_at.desc(), Terms.title)
    )
    return [
        AcceptanceRow(
            title=title,
            version=row.version,
            who=who,
            accepted_at=row.accepted_at,
            address=row.address,
            authority=row.authority,
            sha256=row.sha256,
        )
        for row, title, who in found
    ]


def _text(row: Terms) -> TermsText:
    return TermsText(TermsId(row.id), row.kind, row.version, row.language, row.title, row.body, row.sha256)
