"""The scenario, step by step; each looks first at what is there, so that a second start goes on where the first was."""

from portal.demo.scenario.assignment import Assignment
from portal.demo.scenario.collaborating import accept, engage, invite
from portal.demo.scenario.fjallbacken import FJALLBACKEN
from portal.demo.scenario.house import ACCOUNTANT, FIRM, OWNER, House, find_or_found
from portal.demo.scenario.invoicing import bring_in, bring_in_later, mend, run_all, send_all, set_up
from portal.demo.scenario.kaamoslehti import KAAMOSLEHTI
from portal.demo.scenario.proving import prove
from portal.demo.scenario.skarvoy import SKARVOY
from portal.demo.scenario.stage import Stage
from portal.demo.scenario.story import Story
from portal.demo.scenario.waiting_clients import ENGAGED, INVITED
from portal.demo.telling import ok

STORIES = (KAAMOSLEHTI, FJALLBACKEN, SKARVOY, INVITED, ENGAGED)


def play(stage: Stage) -> None:
    """Put the firm and its clients there, and carry the main job out for those who are active.

    Raises:
        StepFailed: something didn't come true.
    """
    house = find_or_found(stage.keys)
    ok(f"{FIRM.name}: {OWNER.name} owns it, {ACCOUNTANT.name} does the accounting")
    for story in STORIES:
        _tell_of(stage, house, story)


def _tell_of(stage: Stage, house: House, story: Story) -> None:
    client_id = engage(house, story)
    if story.reached == "engaged":
        ok(f"{story.name}: on the register with an engagement, not invited yet")
        return
    workspace_id = invite(stage, house, story, client_id)
    if story.reached == "invited":
        ok(f"{story.name}: {story.client.contact_name} is invited; the mail waits to be opened")
        return
    accept(stage, house, story, client_id)
    if story.work is not None:
        _work_for(Assignment(stage, house, story, story.work, workspace_id))


def _work_for(job: Assignment) -> None:
    set_up(job)
    bring_in(job)
    mend(job)
    runs = run_all(job)
    send_all(job, runs)
    bring_in_later(job)
    prove(job, runs)
