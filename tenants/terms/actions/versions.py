"""Publishing a folder of texts as the next version of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from tenants.kernel.db import db
from tenants.kernel.refusals import Conflict
from tenants.terms.actions.publishing import Publication, announce, publish, sha256_of
from tenants.terms.folder import Draft
from tenants.terms.models import Terms

NOTICE = timedelta(days=14)


class NoticeTooShort(Conflict):
    """A version that requires consent anew needs at least 14 days' notice; the first day possible is %(day)s."""


class NothingChanged(Conflict):
    """Each of these texts is published already, word by word."""


@dataclass(frozen=True, slots=True)
class Published:
    """A text that got a new version, and how many mails were asked for."""

    kind: str
    version: int
    mails: int


def publish_versions(
    drafts: Sequence[Draft], *, in_force_from: datetime, renewed_consent: bool, now: datetime
) -> tuple[Published, ...]:
    """Publish the next version of each text that has changed in any language, in force from a moment on.

    With `renewed_consent`, the admins concerned are told by mail now and a week before, and from that moment new
    invoices, reminders and collection wait for their acceptance. A text that is there for the first time always
    requires consent, and nobody is told: there is nobody who accepted an earlier one.

    Raises:
        NoticeTooShort: less than 14 days are left. NothingChanged: no text differs from its newest version.
    """
    kinds = dict.fromkeys(draft.kind for draft in drafts)
    changed = [kind for kind in kinds if _differs([draft for draft in drafts if draft.kind == kind])]
    if not changed:
        raise NothingChanged
    if renewed_consent and any(_newest(kind) for kind in changed) and in_force_from < now + NOTICE:
        raise NoticeTooShort(day=f"{now + NOTICE + timedelta(days=1):%Y-%m-%d}")
    done = []
    for kind in changed:
        version = _newest(kind) + 1
        for draft in (each for each in drafts if each.kind == kind):
            publish(Publication(kind, version, draft.language, draft.title, draft.body, in_force_from, renewed_consent))
        done.append(Published(kind, version, announce(kind, version, now=now) if renewed_consent else 0))
    return tuple(done)


def _newest(kind: str) -> int:
    return db.session.scalar(select(func.max(Terms.version)).where(Terms.kind == kind)) or 0


def _differs(drafts: Sequence[Draft]) -> bool:
    kind = drafts[0].kind
    query = select(Terms.language, Terms.sha256).where(Terms.kind == kind, Terms.version == _newest(kind))
    known = {row.language: row.sha256 for row in db.session.execute(query)}
    return any(known.get(draft.language) != sha256_of(draft.title, draft.body) for draft in drafts)
