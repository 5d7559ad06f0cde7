"""What was agreed on, put into the record of the acceptance; and new terms accepted under an agreement that runs."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from tenants.agreements.models import Agreement
from tenants.agreements.queries import AgreementFacts, agreement_facts
from tenants.collaborations.models import Collaboration
from tenants.collaborations.rules import RUNNING
from tenants.engagements.models import Engagement
from tenants.firms.queries import get_firm
from tenants.kernel.actor import Actor
from tenants.kernel.db import db
from tenants.kernel.ids import FirmId, WorkspaceId
from tenants.kernel.language import Language
from tenants.plans.rules import plan_name
from tenants.terms.actions import Accepted, Consent, accept_terms, give_mandate, note_agreement
from tenants.terms.queries import AgreedFacts
from tenants.workspaces.queries import get_workspace


def accept_new_terms(
    actor: Actor, workspace_id: WorkspaceId, consent: Consent, *, language: Language, now: datetime
) -> Accepted:
    """Accept what has changed under an agreement that runs; the record tells that agreement as well.

    Raises:
        TermsChanged, InvalidFields: as `accept_terms`.
    """
    accepted = accept_terms(actor, workspace_id, consent, language=language, now=now)
    note_running(workspace_id, accepted.record_id)
    return accepted


def give_reminding_mandate(
    actor: Actor, workspace_id: WorkspaceId, consent: Consent, *, language: Language, now: datetime
) -> Accepted:
    """Give the mandate to remind and to collect; the record tells the agreement that runs.

    Raises:
        NothingNew, TermsChanged, InvalidFields: as `give_mandate`.
    """
    accepted = give_mandate(actor, workspace_id, consent, language=language, now=now)
    note_running(workspace_id, accepted.record_id)
    return accepted


def note_running(workspace_id: WorkspaceId, record_id: UUID, collaboration_id: UUID | None = None) -> None:
    """Put the running agreement into a record, of the collaboration named or of the one that runs.

    Where two firms work there, as while one hands over to the other, the record of a text tells of neither: it is
    evidence for both.
    """
    query = select(Collaboration).where(Collaboration.workspace_id == workspace_id)
    if collaboration_id is None:
        query = query.where(Collaboration.state.in_(RUNNING))
    else:
        query = query.where(Collaboration.id == collaboration_id)
    found = db.session.scalars(query.limit(2)).all()
    if len(found) != 1:
        return
    (collaboration,) = found
    agreement = db.session.get_one(Agreement, (workspace_id, collaboration.agreement_id))
    agreed = None
    if agreement.starts_on is not None:
        agreed = _agreed(workspace_id, collaboration, agreement_facts(agreement))
    note_agreement(workspace_id, record_id, FirmId(collaboration.firm_id), agreed)


def _agreed(workspace_id: WorkspaceId, collaboration: Collaboration, facts: AgreementFacts) -> AgreedFacts:
    key = (collaboration.firm_id, collaboration.engagement_id)
    payer = get_firm(facts.payer_firm_id) if facts.payer_firm_id else get_workspace(workspace_id)
    return AgreedFacts(
        firm=get_firm(collaboration.firm_id).name,
        engagement=db.session.get_one(Engagement, key).name,
        plan=plan_name(facts.variant),
        months=facts.months,
        price=str(facts.price),
        currency=facts.currency,
        payer=payer.name,
        starts_on=str(facts.starts_on),
        renews_on=str(facts.renews_on),
        notice_days=facts.notice_days,
        cancel_by=str(facts.cancel_by),
        next_price=str(facts.next_price) if facts.next_price is not None else "",
    )
