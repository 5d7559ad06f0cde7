"""The wizard's memory: what was answered so far lives in the address, so that back, reload and share work."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from flask import request, url_for

from portal.edge import clock
from tenants.agreements.actions import Offer
from tenants.agreements.rules import can_start
from tenants.collaborations.actions import Proposal
from tenants.companies.queries import Badge
from tenants.kernel.country import local_day
from tenants.kernel.days import find_day
from tenants.kernel.ids import ClientId, EngagementId, FirmId
from tenants.kernel.language import Message, msg
from tenants.plans.rules import CATALOGUE

# The way in is decided by what the company has: a subscriber keeps plan and payer, whoever is known has an admin to
# ask, and only of a company that is new must it be told who becomes the first admin.
STEPS: Mapping[Badge, tuple[str, ...]] = {
    "new": ("engagement", "plan", "contact", "review"),
    "known": ("engagement", "plan", "review"),
    "subscribed": ("engagement", "payer", "review"),
}
TITLES: dict[str, Message] = {
    "engagement": msg("Engagement"),
    "plan": msg("Plan and payer"),
    "payer": msg("Payer after a hand-over"),
    "contact": msg("Contact"),
    "review": msg("Review"),
}
MONTHS = {"3": 3, "12": 12}
PAYERS = frozenset({"firm", "client"})


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered so far, as text; whatever makes no sense counts as not answered."""

    engagement: str = ""
    variant: str = ""
    payer: str = ""
    months: str = "12"
    payer_after: str = ""
    starts_on: str = ""

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield names and values, for a form's hidden fields."""
        return ((field.name, getattr(self, field.name)) for field in fields(self) if getattr(self, field.name))

    @property
    def has_plan(self) -> bool:
        """Return whether variant, payer and period are chosen, and no first day that can't be."""
        return bool(self.variant and self.payer and self.months) and not self.starts_wrong

    @property
    def start(self) -> date | None:
        """Return the first day that was chosen; None for the day of acceptance."""
        return find_day(self.starts_on)

    @property
    def starts_wrong(self) -> bool:
        """Return whether what was given as the first day is none, or none that can be chosen."""
        # The countries' days are an hour apart; what counts is checked by the client's own when it is proposed.
        chosen, today = self.start, local_day(clock.now(), "FI")
        return bool(self.starts_on) and (chosen is None or not can_start(chosen, today=today))

    @property
    def offer(self) -> Offer:
        """Return what is offered to the client; only where everything is chosen."""
        return Offer(self.variant, MONTHS[self.months], self.payer, self.start)

    @property
    def engagement_id(self) -> EngagementId:
        """Return the chosen engagement; only where one is chosen."""
        return EngagementId(UUID(self.engagement))

    def proposal(self, badge: Badge) -> Proposal:
        """Return what is proposed to a company that stands so; only where everything is answered."""
        if badge == "subscribed":
            return Proposal(badge, payer_after=self.payer_after)
        return Proposal(badge, self.offer)

    def lacks(self, badge: Badge) -> str:
        """Return the first step that isn't answered yet; the review where all are."""
        done = {"engagement": bool(self.engagement), "plan": self.has_plan, "payer": bool(self.payer_after)}
        return next(step for step in STEPS[badge] if not done.get(step, step != "review"))

    def chosen(self, engagement: str) -> "Answers":
        """Return the answers with an engagement that was just made."""
        return replace(self, engagement=engagement)

    def url(self, firm_id: FirmId, client_id: ClientId, step: str) -> str:
        """Return the address of a step, with these answers."""
        answers: dict[str, Any] = dict(self.pairs)
        return url_for("clients.collaboration", firm_id=firm_id, client_id=client_id, step=step, **answers)


def answers_given(engagements: frozenset[str]) -> Answers:
    """Return the answers in the address or the form; an engagement counts only if the client has it."""
    given = request.values
    engagement, variant = given.get("engagement", ""), given.get("variant", "")
    payer, months, after = given.get("payer", ""), given.get("months", "12"), given.get("payer_after", "")
    return Answers(
        engagement=engagement if engagement in engagements else "",
        variant=variant if variant in CATALOGUE else "",
        payer=payer if payer in PAYERS else "",
        months=months if months in MONTHS else "",
        payer_after=after if after in PAYERS else "",
        starts_on=given.get("starts_on", "")[:10],
    )


def step_to_show(answers: Answers, badge: Badge) -> str:
    """Return the step asked for, or the first one before it that isn't answered yet."""
    steps = STEPS[badge]
    wanted = request.values.get("step", steps[0])
    wanted = wanted if wanted in steps else steps[0]
    return min(wanted, answers.lacks(badge), key=steps.index)


def was_skipped(step: str, badge: Badge) -> bool:
    """Return whether a later step was asked for than the one that is shown, so that its lack must be told."""
    steps, wanted = STEPS[badge], request.values.get("step", "")
    return wanted in steps and steps.index(wanted) > steps.index(step)
