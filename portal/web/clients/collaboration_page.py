"""The wizard's page: one step, with what it asks, what is wrong, and why it may not be possible at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.web._design import Action, Field, Link, Option
from portal.web._design.words import Words
from portal.web.clients.fields import EngagementForm, contact_fields, contact_of, engagement_form, with_problems
from portal.web.clients.plans import variant_field
from portal.web.clients.wizard import STEPS, TITLES, Answers, answers_given, step_to_show, was_skipped
from tenants.clients.contacts import Contact
from tenants.clients.queries import ClientFacts
from tenants.collaborations.client_page import ClientPage
from tenants.companies.queries import Standing
from tenants.firms.queries import FirmFacts, StaffRow
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem
from tenants.plans.rules import CATALOGUE, NOTICE_DAYS, Plan, Price, price_of

CHOOSE = msg("Choose one.")
NO_ENGAGEMENT = msg("A collaboration belongs to an engagement, and this client has none yet.")
TAKEN = msg(
    "This company uses Samla already. A collaboration with such a company is started by its own admin, who lets"
    " the firm in."
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the row of steps: its words, and the way back to it where it was answered."""

    name: str
    title: Message
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that is about to be proposed to the client."""

    engagement: str
    plan: Plan
    price: Price
    payer: Words
    months: int
    notice_days: int = NOTICE_DAYS


@dataclass(frozen=True, slots=True)
class CollaborationPage:
    """One step of the wizard."""

    client: ClientFacts
    standing: Standing
    step: str
    steps: tuple[Step, ...]
    answers: Answers
    engagements: Field
    new_engagement: EngagementForm
    plan_fields: tuple[Field, ...]
    contact: tuple[Field, ...]
    review: Review | None
    activate: Action

    @property
    def number(self) -> int:
        """Return the step's number, from 1."""
        return STEPS.index(self.step) + 1


def collaboration_page(
    page: ClientPage,
    firm: FirmFacts,
    staff: Sequence[StaffRow],
    *,
    mine: str,
    contact: Contact | None = None,
    problems: Sequence[Problem] = (),
) -> CollaborationPage:
    """Return the step of the wizard that the address asks for; with problems, the step they are at."""
    answers = answers_given(frozenset(str(row.id) for row in page.engagements))
    step = "contact" if contact else step_to_show(answers)
    missing = was_skipped(step) and not problems
    return CollaborationPage(
        client=page.client,
        standing=page.standing,
        step=step,
        steps=tuple(_steps(page, firm, answers, step)),
        answers=answers,
        engagements=_engagements(page, answers, missing=missing),
        new_engagement=engagement_form(staff, mine=mine, problems=problems),
        plan_fields=_plan_fields(page, firm, answers, missing=missing),
        contact=with_problems(contact_fields(contact or contact_of(page.client)), problems),
        review=_review(page, firm, answers),
        activate=_activate(page),
    )


def refusal_of(page: ClientPage) -> Message | None:
    """Return why a collaboration can't be proposed to this company at all, or None."""
    return TAKEN if page.standing.workspace_id is not None and page.collaboration is None else None


def _activate(page: ClientPage) -> Action:
    action = Action(label=msg("Activate"), weight="primary")
    if refusal := refusal_of(page):
        return Action(label=action.label, weight="primary", refusal=refusal)
    if not page.engagements:
        create = Link(msg("Create an engagement"), "#field-engagement_name")
        return Action(label=action.label, weight="primary", refusal=NO_ENGAGEMENT, remedy=create)
    return action


def _steps(page: ClientPage, firm: FirmFacts, answers: Answers, shown: str) -> list[Step]:
    place = (firm.id, page.client.id)
    answered = STEPS[: STEPS.index(shown)]
    return [
        Step(name, TITLES[name], answers.url(*place, name) if name in answered else "", name == shown) for name in STEPS
    ]


def _engagements(page: ClientPage, answers: Answers, *, missing: bool) -> Field:
    only = str(page.engagements[0].id) if len(page.engagements) == 1 else ""
    return Field(
        name="engagement",
        label=msg("Which engagement is it for?"),
        kind="radio",
        value=answers.engagement or only,
        required=True,
        options=tuple(Option(str(row.id), row.name, hint=", ".join(row.people)) for row in page.engagements),
        errors=(CHOOSE,) if missing and not answers.engagement else (),
    )


def _plan_fields(page: ClientPage, firm: FirmFacts, answers: Answers, *, missing: bool) -> tuple[Field, ...]:
    def lack(answer: str) -> tuple[Words, ...]:
        return (CHOOSE,) if missing and not answer else ()

    return (
        variant_field(page.client.country, chosen=answers.variant, errors=lack(answers.variant)),
        Field(
            name="payer",
            label=msg("Payer of the plan"),
            kind="radio",
            value=answers.payer,
            required=True,
            options=tuple(Option(value, words) for value, words in payers(firm.name, page.client.name).items()),
            errors=lack(answers.payer),
        ),
        Field(
            name="months",
            label=msg("Period"),
            kind="radio",
            value=answers.months,
            required=True,
            options=(
                Option("12", msg("12 months"), hint=msg("Costs as much as ten.")),
                Option("3", msg("3 months")),
            ),
            errors=lack(answers.months),
        ),
    )


def payers(firm: str, client: str) -> dict[str, Message]:
    """Return the words for who pays the plan."""
    return {"firm": msg("The firm: %(name)s", name=firm), "client": msg("The client: %(name)s", name=client)}


def _review(page: ClientPage, firm: FirmFacts, answers: Answers) -> Review | None:
    if not (answers.engagement and answers.has_plan):
        return None
    name = next(row.name for row in page.engagements if str(row.id) == answers.engagement)
    offer = answers.offer
    plan = next(plan for plan in CATALOGUE.values() if plan.variant == offer.variant)
    price = price_of(offer.variant, offer.months, page.client.country)
    return Review(name, plan, price, payers(firm.name, page.client.name)[offer.payer], offer.months)
