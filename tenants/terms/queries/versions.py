"""The versions of the texts that are published."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tenants.kernel.db import db
from tenants.terms.models import Terms


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of a text, and the languages it is there in."""

    kind: str
    version: int
    in_force_from: datetime
    renewed_consent: bool
    languages: tuple[str, ...]


def version_rows() -> tuple[VersionRow, ...]:
    """Return every version of every text, the oldest first."""
    found: dict[tuple[str, int], VersionRow] = {}
    for row in db.session.scalars(select(Terms).order_by(Terms.kind, Terms.version, Terms.language)):
        known = found.get((row.kind, row.version))
        languages = (*(known.languages if known else ()), row.language)
        found[row.kind, row.version] = VersionRow(
            row.kind, row.version, row.in_force_from, row.renewed_consent, languages
        )
    return tuple(found.values())
