"""The scenario, step by step; each looks first at what is there, so that a second start goes on where the first was."""

from portal.demo.scenario.asking import talk
from portal.demo.scenario.assignment import Assignment
from portal.demo.scenario.collaborating import accept, cancel, decline, engage, invite
from portal.demo.scenario.fjallbacken import FJALLBACKEN
from portal.demo.scenario.house import ACCOUNTANT, FIRM, OWNER, House, find_or_found
from portal.demo.scenario.invoicing import bring_in, bring_in_later, mend, run_all, send_all, set_up
from portal.demo.scenario.kaamoslehti import KAAMOSLEHTI
from portal.demo.scenario.knowing import know, remind
from portal.demo.scenario.platform import PLATFORM, charge, find_or_found_platform
from portal.demo.scenario.proving import prove
from portal.demo.scenario.selling import agree, stock
from portal.demo.scenario.skarvoy import SKARVOY
from portal.demo.scenario.stage import Stage, days_ago
from portal.demo.scenario.story import Story
from portal.demo.scenario.waiting_clients import CANCELLED, DECLINED, ENGAGED, INVITED, RENEWING
from portal.demo.scenario.writing import Desk, use_desk
from portal.demo.telling import ok
from tenants.kernel.ids import ClientId, UserId, WorkspaceId

STORIES = (KAAMOSLEHTI, FJALLBACKEN, SKARVOY, RENEWING, CANCELLED, DECLINED, INVITED, ENGAGED)


def play(stage: Stage) -> None:
    """Put the platform, the firm and its clients there, and carry the main job out for those who are active.

    Raises:
        StepFailed: something didn't come true.
    """
    house = find_or_found(stage.keys)
    ok(f"{FIRM.name}: {OWNER.name} owns it, {ACCOUNTANT.name} does the accounting")
    platform = find_or_found_platform(stage)
    ok(f"{PLATFORM.name}: runs this installation, and charges the plans in its own books")
    remind(house)
    for story in STORIES:
        _tell_of(stage, house, story)
    charge(platform, STORIES)


def _tell_of(stage: Stage, house: House, story: Story) -> None:
    with days_ago(story.days_ago):
        client_id = engage(house, story)
        if story.reached == "engaged":
            ok(f"{story.name}: on the register with an engagement, not invited yet")
            return
        workspace_id = invite(stage, house, story, client_id)
        if not story.is_accepted:
            _without_answer(stage, house, story, client_id)
            return
        admin = accept(stage, house, story, client_id)
    know(house, story, client_id)
    _after(stage, house, story, workspace_id, admin)


def _without_answer(stage: Stage, house: House, story: Story, client_id: ClientId) -> None:
    if story.reached == "declined":
        decline(stage, house, story, client_id)
        ok(f"{story.name}: {story.client.contact_name} has declined, and says why")
    else:
        ok(f"{story.name}: {story.client.contact_name} is invited; the mail waits to be opened")


def _after(stage: Stage, house: House, story: Story, workspace_id: WorkspaceId, admin: UserId) -> None:
    if story.reached == "cancelled":
        cancel(admin, workspace_id)
        ok(f"{story.name}: the plan is cancelled, and ends with the period that is paid")
    talk(house, story, workspace_id, admin)
    if story.work is not None:
        _work_for(Assignment(stage, house, story, story.work, workspace_id), admin)


def _work_for(job: Assignment, admin: UserId) -> None:
    set_up(job)
    stock(job)
    bring_in(job)
    mend(job)
    runs = run_all(job)
    send_all(job, runs)
    bring_in_later(job)
    agree(job)
    use_desk(Desk(job, admin))
    prove(job, runs)
