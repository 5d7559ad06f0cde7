"""Questions between the firm and two of its clients: one waits for the client, one is answered."""

from datetime import timedelta

from portal.demo.scenario.house import House
from portal.demo.scenario.stage import acting, looking
from portal.demo.scenario.story import Story
from portal.demo.telling import ok
from portal.edge.transaction import transaction
from tenants.access.queries import actor_of
from tenants.conversations.actions import Question, Subject, start_conversation, write_message
from tenants.conversations.narrowing import ConversationQuery
from tenants.conversations.queries import conversation_count, reader_of
from tenants.kernel.country import local_day
from tenants.kernel.ids import UserId, WorkspaceId
from tenants.kernel.scope import Scope
from tenants.users.queries import get_person


def talk(house: House, story: Story, workspace_id: WorkspaceId, admin: UserId) -> None:
    """Have one side ask, and the other answer if it does; a second start asks nothing again."""
    if story.talk is None or _has_talked(house, story, workspace_id):
        return
    wanted, firm_asks = story.talk, story.talk.asker == "firm"
    asker, answerer = (house.accountant, admin) if firm_asks else (admin, house.accountant)
    with acting(asker, in_=workspace_id) as (actor, now):
        due_on = local_day(now, story.country) + timedelta(days=wanted.due_in)
        follows = house.accountant if firm_asks else None
        question = Question(subject=wanted.subject, body=wanted.body, due_on=due_on, assigned_to=follows)
        about = Subject("client", workspace_id, story.name)
        asked = start_conversation(actor, workspace_id, about, question, now=now)
    if wanted.answer:
        with acting(answerer, in_=workspace_id) as (actor, now):
            write_message(actor, workspace_id, asked, wanted.answer, now=now)
    side = "the firm asks" if firm_asks else "the client asks"
    ok(f"{story.name}: {side}: {wanted.subject} {'Answered.' if wanted.answer else 'Not answered yet.'}")


def _has_talked(house: House, story: Story, workspace_id: WorkspaceId) -> bool:
    with transaction(scope=Scope()):
        actor = actor_of(get_person(house.accountant))
    with looking(house.accountant) as now:
        reader = reader_of(actor, workspace_id, on=local_day(now, story.country))
        return conversation_count((workspace_id,), reader, ConversationQuery()) > 0
