"""The ways in as tests need them: Charlie's firm asks the client of Alice's firm."""

from datetime import timedelta

from factories.business_ids import y_tunnus
from factories.cast import Cast

from tenants.agreements.models import Agreement
from tenants.clients.actions import NewClient, add_client
from tenants.clients.queries import find_client
from tenants.collaborations.actions import Begun, Proposal, accept_collaboration, ask_company
from tenants.engagements.actions import add_engagement
from tenants.engagements.queries import engagement_rows
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import ClientId, EngagementId
from tenants.registries.business_ids import parse_business_id
from tenants.terms.actions import Consent

BOBS_ID = y_tunnus(2_622_222)  # Kuusi Keramiikka Oy: Bob is its admin, Alice's firm works there and pays its plan


def charlie_registers(cast: Cast, business_id: str = BOBS_ID) -> tuple[ClientId, EngagementId]:
    """Put Bob's company on the register of Charlie's firm, with an engagement."""
    firm_id = cast.ek.firm_id
    with cast.charlie.acting(firm=firm_id) as (actor, now):
        new = NewClient("FI", business_id, "Keramiikka", "Someone", "someone@keramiikka.example", "", "fi")
        client_id = add_client(actor, firm_id, new, now=now)
        team = [cast.charlie.user_id]
        return client_id, add_engagement(actor, firm_id, client_id, "Fakturering", team, now=now)


def charlie_asks(cast: Cast, proposal: Proposal | None = None) -> Begun:
    """Have Charlie's firm ask Bob's company, as a subscriber unless said."""
    _, engagement_id = charlie_registers(cast)
    with cast.charlie.acting(firm=cast.ek.firm_id) as (actor, now):
        wanted = proposal or Proposal("subscribed", payer_after="client")
        return ask_company(actor, cast.ek.firm_id, engagement_id, wanted, now=now)


def charlies_engagement(cast: Cast) -> EngagementId:
    """Return the engagement of Charlie's firm for Bob's company."""
    client = find_client(cast.ek.firm_id, "FI", parse_business_id("FI", BOBS_ID))
    assert client is not None
    return engagement_rows(cast.ek.firm_id, client.id)[0].id


def bob_accepts(cast: Cast, begun: Begun) -> None:
    """Have Bob accept a request; he has accepted the terms in force before."""
    with cast.bob.acting(in_=begun.workspace_id) as (actor, now):
        consent = Consent(frozenset(), "signatory", "127.0.0.1")
        accept_collaboration(
            actor, begun.workspace_id, consent, language="en", now=now, collaboration_id=begun.collaboration_id
        )


def end_subscription(cast: Cast) -> None:
    """End the plan of Bob's company, so that it is known and doesn't subscribe."""
    with cast.bob.acting(in_=cast.kuusi.workspace_id) as (_, now):
        agreement = db.session.query(Agreement).filter_by(workspace_id=cast.kuusi.workspace_id, state="active").one()
        agreement.state = "ended"
        agreement.ends_on = local_day(now - timedelta(days=1), "FI")
