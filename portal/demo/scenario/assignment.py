"""The main job for one client, with everything that doing it needs."""

from dataclasses import dataclass

from portal.demo.scenario.house import House
from portal.demo.scenario.stage import Stage
from portal.demo.scenario.story import Story, Work
from portal.demo.telling import expect, ok
from tenants.kernel.ids import UserId, WorkspaceId


@dataclass(frozen=True, slots=True)
class Assignment:
    """Whom the firm works for, in which workspace, and what is to be done."""

    stage: Stage
    house: House
    story: Story
    work: Work
    workspace_id: WorkspaceId

    @property
    def accountant(self) -> UserId:
        """Return who does the work."""
        return self.house.accountant

    def ok(self, sentence: str, *, stream: str = "") -> None:
        """Tell that a step for this client, or in one stream of theirs, came true."""
        where = f"{self.story.name}, {stream}" if stream else self.story.name
        ok(f"{where}: {sentence}")

    def expect(self, *, true: bool, otherwise: str) -> None:
        """Go on only if something came true.

        Raises:
            StepFailed: it didn't.
        """
        expect(true=true, otherwise=f"{self.story.name}: {otherwise}")
