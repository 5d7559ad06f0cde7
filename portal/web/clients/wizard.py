"""The wizard's memory: what was answered so far lives in the address, so that back, reload and share work."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from flask import request, url_for

from tenants.agreements.actions import Offer
from tenants.kernel.ids import ClientId, EngagementId, FirmId
from tenants.kernel.language import Message, msg
from tenants.plans.rules import CATALOGUE

STEPS = ("engagement", "plan", "contact", "review")
TITLES: dict[str, Message] = {
    "engagement": msg("Engagement"),
    "plan": msg("Plan and payer"),
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

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield names and values, for a form's hidden fields."""
        return ((field.name, getattr(self, field.name)) for field in fields(self) if getattr(self, field.name))

    @property
    def has_plan(self) -> bool:
        """Return whether variant, payer and period are chosen."""
        return bool(self.variant and self.payer and self.months)

    @property
    def offer(self) -> Offer:
        """Return what is offered to the client; only where everything is chosen."""
        return Offer(self.variant, MONTHS[self.months], self.payer)

    @property
    def engagement_id(self) -> EngagementId:
        """Return the chosen engagement; only where one is chosen."""
        return EngagementId(UUID(self.engagement))

    def url(self, firm_id: FirmId, client_id: ClientId, step: str) -> str:
        """Return the address of a step, with these answers."""
        answers: dict[str, Any] = dict(self.pairs)
        return url_for("clients.collaboration", firm_id=firm_id, client_id=client_id, step=step, **answers)


def answers_given(engagements: frozenset[str]) -> Answers:
    """Return the answers in the address or the form; an engagement counts only if the client has it."""
    given = request.values
    engagement, variant = given.get("engagement", ""), given.get("variant", "")
    payer, months = given.get("payer", ""), given.get("months", "12")
    return Answers(
        engagement=engagement if engagement in engagements else "",
        variant=variant if variant in CATALOGUE else "",
        payer=payer if payer in PAYERS else "",
        months=months if months in MONTHS else "",
    )


def step_to_show(answers: Answers) -> str:
    """Return the step asked for, or the first one before it that isn't answered yet."""
    wanted = request.values.get("step", STEPS[0])
    wanted = wanted if wanted in STEPS else STEPS[0]
    unanswered = "engagement" if not answers.engagement else "plan" if not answers.has_plan else "review"
    return min(wanted, unanswered, key=STEPS.index)


def was_skipped(step: str) -> bool:
    """Return whether a later step was asked for than the one that is shown, so that its lack must be told."""
    wanted = request.values.get("step", "")
    return wanted in STEPS and STEPS.index(wanted) > STEPS.index(step)
