"""Publishing a version of a text, and giving notice of one that requires consent anew."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from tenants.kernel.db import db
from tenants.kernel.language import Language
from tenants.terms.models import Terms


@dataclass(frozen=True, slots=True)
class Publication:
    """One version of one legal text in one language.

    `renewed_consent`: once it is in force, new invoices, reminders and collection wait until it is accepted. The first
    version of a text always counts so.
    """

    kind: str
    version: int
    language: Language
    title: str
    body: str
    in_force_from: datetime
    renewed_consent: bool = False


def publish(text: Publication) -> None:
    """Write a version of a text; one that is published stays as it is."""
    values = {
        "kind": text.kind,
        "version": text.version,
        "language": text.language,
        "title": text.title,
        "body": text.body,
        "sha256": sha256_of(text.title, text.body),
        "in_force_from": text.in_force_from,
        "renewed_consent": text.renewed_consent or text.version == 1,
    }
    db.session.execute(insert(Terms).values(**values).on_conflict_do_nothing())


def announce(kind: str, version: int, *, now: datetime) -> int:
    """Have the admins of every company that accepted an earlier version told of one that requires consent anew.

    Twice each: now, and a week before it counts. Returns how many mails were asked for; asking again asks for none.
    """
    asked = db.session.scalar(select(func.ask_for_terms_notice(kind, version, now)))
    return asked or 0


def sha256_of(title: str, body: str) -> str:
    """Return the hash that a text is known by: SHA-256 of its title and body in UTF-8, a line break between them."""
    return hashlib.sha256(f"{title}\n{body}".encode()).hexdigest()
