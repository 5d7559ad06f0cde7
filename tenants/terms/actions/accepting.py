"""Accepting texts for a company: by whom, in what capacity, shown by what, and a record of the act."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID, uuid4

from tenants.files.actions import NewFile, keep_file
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.db import db
from tenants.kernel.ids import FileId, UserId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import Language
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.refusals import Conflict, Forbidden, InvalidFields, Problem, Refusal
from tenants.terms.actions.recording import RECORD
from tenants.terms.evidence import Evidence, evidence_of
from tenants.terms.models import Acceptance, AcceptanceRecord
from tenants.terms.queries import (
    BEFORE_INVOICING,
    TO_REMIND,
    Kind,
    RecordContent,
    RecordText,
    TermsText,
    terms_in_force,
    terms_to_accept,
)
from tenants.users.queries import get_person
from tenants.workspaces.queries import get_workspace

Authority = Literal["signatory", "power_of_attorney"]


class TermsChanged(Conflict):
    """The terms have changed since you opened this page. Read them again, then accept."""


class NothingNew(Conflict):
    """You have accepted this already."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person states when they accept: the texts read by hash, in what capacity, and from which address.

    `evidence` holds the bytes of the power of attorney, which that capacity has to be shown by.
    """

    sha256: frozenset[str]
    authority: Authority
    address: str
    evidence: bytes = b""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of it: the record of the act, and the texts that were accepted in it."""

    record_id: UUID
    texts: tuple[TermsText, ...]


def accept_terms(
    actor: Actor, workspace_id: WorkspaceId, consent: Consent, *, language: Language, now: datetime
) -> Accepted:
    """Write a workspace's acceptance of all terms that it hasn't accepted, and the record of it, which becomes a PDF.

    Raises:
        TermsChanged: the texts the person read aren't the ones there are.
        InvalidFields: the power of attorney is missing, too large, or no PDF, JPEG or PNG.
    """
    actor.must(Permission.ACCEPT_TERMS, in_=workspace_id)
    return _accept(actor, workspace_id, consent, BEFORE_INVOICING, language, now)


def give_mandate(
    actor: Actor, workspace_id: WorkspaceId, consent: Consent, *, language: Language, now: datetime
) -> Accepted:
    """Write the mandate to remind and to collect in the company's name, and the record of it.

    Raises:
        NothingNew: it was given already, in its newest version.
        TermsChanged, InvalidFields: as for the terms.
    """
    actor.must(Permission.ACCEPT_TERMS, in_=workspace_id)
    if not terms_to_accept(workspace_id, language, now=now, kinds=TO_REMIND):
        raise NothingNew(workspace_id)
    return _accept(actor, workspace_id, consent, TO_REMIND, language, now)


def _accept(  # noqa: PLR0917  who, where, what, which, in which language, when
    actor: Actor,
    workspace_id: WorkspaceId,
    consent: Consent,
    kinds: Sequence[Kind],
    language: Language,
    now: datetime,
) -> Accepted:
    if actor.user_id is None:
        raise Forbidden
    texts = terms_to_accept(workspace_id, language, now=now, kinds=kinds)
    if {text.sha256 for text in texts} != consent.sha256:
        raise TermsChanged
    evidence = _evidence(consent)
    new = {text.kind for text in texts}
    earlier = [text for text in terms_in_force(language, now=now, kinds=kinds) if text.kind not in new]
    counting = [*((text, False) for text in texts), *((text, True) for text in earlier)]
    record = _record(workspace_id, actor.user_id, consent, evidence, counting, now)
    record.language = language
    db.session.add(record)
    db.session.flush()
    for text in texts:
        _write(record, text, consent)
        after = {"kind": text.kind, "version": text.version, "sha256": text.sha256, "authority": consent.authority}
        enter(actor, "terms_accepted", About("terms", text.id, after=after), in_=workspace_id, now=now)
    after_commit(RECORD, workspace_id, key=str(record.id), ids={"record_id": str(record.id)})
    return Accepted(record.id, tuple(texts))


def _evidence(consent: Consent) -> Evidence | None:
    if consent.authority != "power_of_attorney":
        return None
    try:
        return evidence_of(consent.evidence)
    except Refusal as refusal:
        raise InvalidFields([Problem("evidence", refusal.message)]) from refusal


def _record(  # noqa: PLR0917  what a record is made of
    workspace_id: WorkspaceId,
    user_id: UserId,
    consent: Consent,
    evidence: Evidence | None,
    texts: Sequence[tuple[TermsText, bool]],
    now: datetime,
) -> AcceptanceRecord:
    person, workspace = get_person(user_id), get_workspace(workspace_id)
    content = RecordContent(
        company=workspace.name,
        country=workspace.country,
        business_id=workspace.business_id,
        person=person.name,
        email=person.email,
        accepted_at=now.isoformat(),
        address=consent.address,
        authority=consent.authority,
        evidence_name=evidence.name if evidence else "",
        evidence_sha256=hashlib.sha256(evidence.content).hexdigest() if evidence else "",
        texts=tuple(_told(text, earlier=earlier) for text, earlier in texts),
        agreement=None,
    )
    return AcceptanceRecord(
        workspace_id=workspace_id,
        id=uuid4(),
        user_id=user_id,
        accepted_at=now,
        content=content.plain(),
        evidence_file_id=_kept(workspace_id, evidence, now),
    )


def _kept(workspace_id: WorkspaceId, evidence: Evidence | None, now: datetime) -> FileId | None:
    if evidence is None:
        return None
    return keep_file(workspace_id, NewFile(evidence.name, evidence.media_type, evidence.content), now=now)


def _told(text: TermsText, *, earlier: bool) -> RecordText:
    return RecordText(
        kind=text.kind,
        version=text.version,
        language=text.language,
        title=text.title,
        sha256=text.sha256,
        earlier=earlier,
    )


def _write(record: AcceptanceRecord, text: TermsText, consent: Consent) -> None:
    db.session.add(
        Acceptance(
            workspace_id=record.workspace_id,
            record_id=record.id,
            terms_id=text.id,
            kind=text.kind,
            version=text.version,
            sha256=text.sha256,
            user_id=record.user_id,
            accepted_at=record.accepted_at,
            address=consent.address,
            authority=consent.authority,
        )
    )
