"""Publishing terms, and accepting them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.dialects.postgresql import insert

from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import UserId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import Language
from tenants.kernel.refusals import Conflict, Forbidden
from tenants.terms.models import Acceptance, Terms
from tenants.terms.queries import TermsText, terms_to_accept

Authority = Literal["signatory", "power_of_attorney"]


class TermsChanged(Conflict):
    """The terms have changed since you opened this page. Read them again, then accept."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One version of one legal text in one language."""

    kind: str
    version: int
    language: Language
    title: str
    body: str
    in_force_from: datetime


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person states when they accept: the texts read by hash, in what capacity, and from which address."""

    sha256: frozenset[str]
    authority: Authority
    address: str


def publish(text: Publication) -> None:
    """Write a version of a text; one that is published stays as it is."""
    digest = hashlib.sha256(f"{text.title}\n{text.body}".encode()).hexdigest()
    values = {
        "kind": text.kind,
        "version": text.version,
        "language": text.language,
        "title": text.title,
        "body": text.body,
        "sha256": digest,
        "in_force_from": text.in_force_from,
    }
    db.session.execute(insert(Terms).values(**values).on_conflict_do_nothing())


def accept_terms(
    actor: Actor, workspace_id: WorkspaceId, consent: Consent, *, language: Language, now: datetime
) -> Sequence[TermsText]:
    """Write a workspace's acceptance of all terms in force that it hasn't accepted; returns what was accepted.

    Raises:
        TermsChanged: the texts the person read aren't the ones in force.
    """
    actor.must(Permission.ACCEPT_TERMS, in_=workspace_id)
    if actor.user_id is None:
        raise Forbidden
    texts = terms_to_accept(workspace_id, language, now=now)
    if {text.sha256 for text in texts} != consent.sha256:
        raise TermsChanged
    for text in texts:
        _write(workspace_id, actor.user_id, text, consent, now)
        after = {"kind": text.kind, "version": text.version, "sha256": text.sha256, "authority": consent.authority}
        enter(actor, "terms_accepted", About("terms", text.id, after=after), in_=workspace_id, now=now)
    return texts


def _write(workspace_id: WorkspaceId, user_id: UserId, text: TermsText, consent: Consent, now: datetime) -> None:
    db.session.add(
        Acceptance(
            workspace_id=workspace_id,
            terms_id=text.id,
            kind=text.kind,
            version=text.version,
            sha256=text.sha256,
            user_id=user_id,
            accepted_at=now,
            address=consent.address,
            authority=consent.authority,
        )
    )
