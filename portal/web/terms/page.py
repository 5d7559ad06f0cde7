"""What the pages of terms and of plans show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, url_for

from portal.web._design import Action, Field
from portal.web._design.fields import unplaced
from portal.web._design.words import reader_language
from portal.web.consenting import ReadText, consent_fields, texts_to_read
from portal.web.records import RecordLine, record_line
from portal.web.variants import Comparison, compared
from tenants.collaborations.queries import find_collaboration
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Language, Message, msg
from tenants.kernel.refusals import Problem
from tenants.plans.capabilities import VARIANTS, Variant
from tenants.terms.queries import BEFORE_INVOICING, TO_REMIND, Kind, RecordRow, RecordText, record_rows, terms_to_accept
from tenants.terms.queries.records import FileKind
from tenants.workspaces.queries import WorkspaceFacts

ADMIN_ONLY = msg("Only the company's admin can accept. Ask the admin to sign in.")
CHANGE = "agreement.change"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsPage:
    """What waits to be accepted in a company, what is asked with it, and the records of what was accepted."""

    workspace: WorkspaceFacts
    texts: tuple[ReadText, ...]
    language: Language
    fields: tuple[Field, ...]
    others: tuple[Message, ...]
    accept: Action
    is_first: bool
    records: tuple[RecordLine, ...]
    mandate: Action | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansPage:
    """The plans side by side for a company, with its own marked."""

    workspace: WorkspaceFacts
    plans: Comparison
    may: bool


def terms_page(
    actor: Actor,
    workspace: WorkspaceFacts,
    *,
    now: datetime,
    kinds: Sequence[Kind] = BEFORE_INVOICING,
    problems: Sequence[Problem] = (),
) -> TermsPage:
    """Return what waits of some kinds of texts, and every record."""
    may = actor.may(Permission.ACCEPT_TERMS, in_=workspace.id)
    firm_id = actor.workspaces[workspace.id].firm_id
    running = find_collaboration(workspace.id, of_firm=firm_id)
    fields = consent_fields(problems)
    return TermsPage(
        workspace=workspace,
        texts=texts_to_read(workspace.id, workspace.country, now=now, kinds=kinds),
        language=reader_language(),
        fields=fields,
        others=unplaced(problems, fields),
        accept=Action(label=msg("Accept"), weight="primary", refusal="" if may else ADMIN_ONLY),
        is_first=running is None or running.is_waiting,
        records=tuple(_line(actor, workspace.id, row) for row in record_rows(workspace.id, of_firm=firm_id)),
        mandate=_mandate(workspace, now),
    )


def plans_page(actor: Actor, workspace: WorkspaceFacts, *, read: str) -> PlansPage:
    """Return the plans; choosing one leads to the change of the agreement, for those who may change it."""
    may = actor.may(Permission.MANAGE_AGREEMENT, in_=workspace.id) and CHANGE in current_app.view_functions
    choose: dict[Variant, str] = (
        {variant: url_for(CHANGE, workspace_id=workspace.id, variant=variant) for variant in VARIANTS} if may else {}
    )
    running = find_collaboration(workspace.id, of_firm=actor.workspaces[workspace.id].firm_id)
    today = running.agreement.variant if running and not running.is_waiting else ""
    return PlansPage(workspace=workspace, plans=compared(workspace.country, choose, read=read, today=today), may=may)


def _mandate(workspace: WorkspaceFacts, now: datetime) -> Action | None:
    """Return the way to the mandate to remind and collect, where there is one to give."""
    if not terms_to_accept(workspace.id, reader_language(), now=now, kinds=TO_REMIND):
        return None
    return Action(label=msg("Read the mandate"), url=url_for("terms.mandate", workspace_id=workspace.id), method="get")


def _line(actor: Actor, workspace_id: WorkspaceId, row: RecordRow) -> RecordLine:
    def text_url(text: RecordText) -> str:
        return url_for("terms.text", workspace_id=workspace_id, kind=text.kind, version=text.version)

    def file_url(kind: FileKind) -> str:
        return url_for("terms.file", workspace_id=workspace_id, record_id=row.id, kind=kind)

    may = actor.may(Permission.SEE_AUDIT, in_=workspace_id)
    return record_line(row, text_url=text_url, file_url=file_url if may else None)
