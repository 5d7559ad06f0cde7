"""Journey A: from the firm's register to an accepted collaboration, the way the people themselves would go."""

import re

from portal.demo.scenario.house import House
from portal.demo.scenario.stage import Stage, acting, looking
from portal.demo.scenario.story import Story
from portal.demo.telling import ok
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.agreements.actions import cancel_agreement
from tenants.agreements.queries.standing import find_agreement
from tenants.clients.actions import add_client
from tenants.clients.queries import find_client
from tenants.collaborations.actions import (
    Declined,
    accept_collaboration,
    decline_by_link,
    invite_client,
    join_as_new,
)
from tenants.collaborations.queries import CollaborationFacts, find_collaboration_with
from tenants.engagements.actions import add_engagement
from tenants.engagements.queries import engagement_rows
from tenants.invitations.actions import find_place
from tenants.kernel.ids import ClientId, UserId, WorkspaceId
from tenants.kernel.scope import Scope
from tenants.registries.business_ids import parse_business_id
from tenants.terms.actions import Consent
from tenants.terms.queries import terms_to_accept
from tenants.users.actions import NewUser
from tenants.users.queries import Person, find_person_by_email

LINK = re.compile(r"/invitation/([A-Za-z0-9_-]+)")
ENGAGEMENT = "Laskutus 2026"
REASON = "Meillä on tilitoimisto kesään asti. Kysykää silloin uudelleen."
LOOPBACK = "127.0.0.1"


def engage(house: House, story: Story) -> ClientId:
    """Have the owner put the client on the register with an engagement for both of the staff."""
    new = story.client
    with acting(house.owner, firm=house.firm_id) as (actor, now):
        found = find_client(house.firm_id, new.country, parse_business_id(story.country, new.business_id))
        client_id = found.id if found else add_client(actor, house.firm_id, new, now=now)
        if not engagement_rows(house.firm_id, client_id):
            add_engagement(actor, house.firm_id, client_id, ENGAGEMENT, [house.owner, house.accountant], now=now)
    return client_id


def invite(stage: Stage, house: House, story: Story, client_id: ClientId) -> WorkspaceId:
    """Have the owner invite the client's contact, and wait for the mail."""
    if (collaboration := _collaboration(house, client_id)) is None:
        with acting(house.owner, firm=house.firm_id) as (actor, now):
            engagement = engagement_rows(house.firm_id, client_id)[0]
            workspace_id = invite_client(actor, house.firm_id, engagement.id, story.offer, now=now).workspace_id
    else:
        workspace_id = collaboration.workspace_id
    if collaboration is None or collaboration.is_waiting:
        token_from_mail(stage, story)
    return workspace_id


def token_from_mail(stage: Stage, story: Story) -> str:
    """Return the secret of the newest invitation that the contact has been sent."""
    return stage.wait(lambda: _find_token(stage, story.client.contact_email), what=f"The invitation of {story.name}")


def accept(stage: Stage, house: House, story: Story, client_id: ClientId) -> UserId:
    """Have the contact open the link, choose a password, read and accept; the collaboration is active then."""
    collaboration = _collaboration(house, client_id)
    person = _person(story) or _join(stage, story)
    if collaboration is not None and collaboration.is_waiting:
        with acting(person.id, in_=collaboration.workspace_id) as (actor, now):
            texts = terms_to_accept(collaboration.workspace_id, person.language, now=now)
            consent = Consent(frozenset(text.sha256 for text in texts), "signatory", LOOPBACK)
            accept_collaboration(actor, collaboration.workspace_id, consent, language=person.language, now=now)
        ok(f"{story.name}: {person.name} has accepted {len(texts)} terms and the agreement; the work can begin")
    return person.id


def decline(stage: Stage, house: House, story: Story, client_id: ClientId) -> None:
    """Have the contact open the link and say no, with a reason; nobody needs an account for that."""
    collaboration = _collaboration(house, client_id)
    if collaboration is None or not collaboration.is_waiting:
        return
    with transaction(scope=Scope()):
        place = find_place(token_from_mail(stage, story))
    inside = Scope(visible=(place.workspace_id,), acting=place.workspace_id, firms=(place.firm_id,))
    with transaction(scope=inside) as now:
        decline_by_link(place, Declined(REASON), now=now)


def cancel(admin: UserId, workspace_id: WorkspaceId) -> None:
    """Have the client's admin cancel the plan, which ends with the period that is paid."""
    with acting(admin, in_=workspace_id) as (actor, now):
        agreement = find_agreement(workspace_id)
        if agreement is not None and agreement.state == "active":
            cancel_agreement(actor, workspace_id, now=now)


def _join(stage: Stage, story: Story) -> Person:
    contact = story.client
    with transaction(scope=Scope()):
        place = find_place(token_from_mail(stage, story))
    guest = job_actor("workspace", place.workspace_id)
    with transaction(scope=guest.scope(acting=place.workspace_id)) as now:
        new = NewUser(contact.contact_email, contact.contact_name, story.language)
        join_as_new(place, new, stage.keys.password, now=now)
    person = _person(story)
    if person is None:
        raise LookupError(contact.contact_email)
    return person


def _person(story: Story) -> Person | None:
    with transaction(scope=Scope()):
        return find_person_by_email(story.client.contact_email)


def _collaboration(house: House, client_id: ClientId) -> CollaborationFacts | None:
    with looking(house.owner):
        return find_collaboration_with(house.firm_id, client_id)


def _find_token(stage: Stage, address: str) -> str | None:
    for mail_id in stage.mailbox.ids():
        mail = stage.mailbox.find(mail_id)
        if mail and mail.to == address and (found := LINK.search(mail.text)):
            return found[1]
    return None
