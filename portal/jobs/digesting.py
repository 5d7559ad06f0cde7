"""The morning's mails: what is new and open in conversations, one mail a person and day."""

from datetime import date, datetime, timedelta

from portal.edge.settings import settings
from portal.edge.transaction import transaction
from portal.jobs.mailing import Envelope, hand_over
from portal.jobs.work import Work
from tenants.access.queries import actor_of
from tenants.conversations.actions import GATHER
from tenants.conversations.digests import (
    DigestLine,
    begin_digest,
    digest_lines,
    has_open,
    in_order,
    people_to_tell,
    settle_digest,
)
from tenants.conversations.letter import digest_letter
from tenants.conversations.rules.telling import next_telling
from tenants.kernel.actor import Actor
from tenants.kernel.country import local_day
from tenants.kernel.faults import reached
from tenants.kernel.letters import Letter
from tenants.kernel.outbox.tasks import after_commit
from tenants.outside.outcome import Done, NotDone, Outcome, Unknown
from tenants.users.queries import Person, find_person
from tenants.workspaces.queries import get_workspace

SEND = "send_digest"


def gather_digests(work: Work) -> None:
    """Ask for a digest of each person of a workspace, and for the next weekday's while something isn't closed."""
    day = work.claim.ids["day"]
    with work.last_step() as now:
        for user_id in people_to_tell(work.workspace_id):
            after_commit(SEND, work.workspace_id, key=f"{day} {user_id}", ids={"user_id": str(user_id), "day": day})
        if has_open(work.workspace_id):
            # An hour on, so that a clock that is a little slow here can't mean the same morning again.
            following, at = next_telling(now + timedelta(hours=1), get_workspace(work.workspace_id).country)
            ids = {"day": following.isoformat()}
            after_commit(GATHER, work.workspace_id, key=following.isoformat(), ids=ids, wait=at - now)


def send_digest(work: Work) -> None:
    """Send a person the digest of a day, whichever of their workspaces asked first.

    What became of it unknown, or died on the way, goes out again under its Message-ID: rather twice than never.
    """
    day = date.fromisoformat(work.claim.ids["day"])
    with work.step():
        person = find_person(work.id("user_id"))
        actor = actor_of(person) if person else None
        country = get_workspace(work.workspace_id).country
    if person is None or actor is None:
        return
    with transaction(scope=actor.scope()) as now:
        since = begin_digest(person.id, day, by=work.claim.task_id, now=now)
    if since is None:
        return
    letter = _letter(actor, person, since, local_day(now, country))
    if letter is None:
        with transaction(scope=actor.scope()):
            settle_digest(person.id, day, "nothing")
        return
    reached("digest_begun")
    envelope = Envelope(letter=letter, recipient=person.email, name=person.name)
    outcome = hand_over(envelope, f"digest-{person.id}-{day.isoformat()}", now)
    reached("digest_handed_over")
    with transaction(scope=actor.scope()):
        settle_digest(person.id, day, _state(outcome))
    if isinstance(outcome, Unknown) or (isinstance(outcome, NotDone) and not outcome.final):
        work.give_back(outcome.reason)


def _letter(actor: Actor, person: Person, since: datetime, on: date) -> Letter | None:
    """Return what there is to tell a person, also where they are an author in one place and more in others."""
    lines: list[DigestLine] = []
    for scope in actor.scopes():
        with transaction(scope=scope) as now:
            lines += digest_lines(actor, person.id, since=since, now=now, on=on)
    return digest_letter(person.name, in_order(lines), settings().base_url, person.language) if lines else None


def _state(outcome: Outcome) -> str:
    if isinstance(outcome, Done):
        return "sent"
    return "failed" if isinstance(outcome, NotDone) else "unknown"
