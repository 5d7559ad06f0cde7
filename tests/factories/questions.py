"""Questions between Alice's firm and its client."""

from datetime import date, datetime
from typing import Any

from factories.cast import Cast, Member

from tenants.conversations.actions import Question, Subject, start_conversation
from tenants.conversations.queries import ConversationFacts, get_conversation, reader_of
from tenants.kernel.actor import Actor
from tenants.kernel.ids import ConversationId

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)


def question(actor: Actor, cast: Cast, *, now: datetime, **changes: Any) -> ConversationId:
    """Ask at Kuusi's client, in the transaction that is open."""
    place = cast.kuusi.workspace_id
    asked = Question(**{"subject": "Which account?", "body": "The receipt of 3 November.", **changes})
    return start_conversation(actor, place, Subject("client", place, "Kuusi Keramiikka Oy"), asked, now=now)


def ask(person: Member, cast: Cast, **changes: Any) -> ConversationId:
    """Have a person ask at Kuusi's client."""
    with person.acting(in_=cast.kuusi.workspace_id) as (actor, now):
        return question(actor, cast, now=now, **changes)


def conversation(person: Member, cast: Cast, asked: ConversationId) -> ConversationFacts:
    """Return a question as a person sees it."""
    place = cast.kuusi.workspace_id
    with person.acting() as (actor, _):
        return get_conversation(place, asked, reader_of(actor, place, on=date(2026, 11, 23)))
