"""The wizard's page: one step, with what it asks, what is wrong, and why it may not be possible at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import request, url_for

from portal.auth.gate import current_actor
from portal.web._design import Action, Field, Link
from portal.web._design.fields import unplaced
from portal.web._design.words import Words
from portal.web.clients.badges import Badged, badge_of
from portal.web.clients.engagement_form import EngagementForm, engagement_form
from portal.web.clients.fields import contact_fields, contact_of, with_problems
from portal.web.clients.wizard import STEPS, TITLES, Answers, answers_given, step_to_show, was_skipped
from portal.web.clients.wizard_fields import after_field, engagement_field, payers, payers_after, plan_fields
from tenants.clients.contacts import Contact
from tenants.clients.queries import ClientFacts
from tenants.collaborations.client_page import ClientPage
from tenants.companies.queries import Badge, Standing
from tenants.firms.queries import FirmFacts, StaffRow, get_firm_company
from tenants.kernel.actor import FirmPermission
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem
from tenants.plans.rules import CATALOGUE, NOTICE_DAYS, Plan, Price, price_of

NO_ENGAGEMENT = msg("A collaboration belongs to an engagement, and this client has none yet.")
NOT_LOOKED_UP = msg("It isn't known yet how this company stands on Samla.")


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the row of steps: its words, and the way back to it where it was answered."""

    name: str
    title: Message
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that is about to be proposed; a subscriber's plan stays as it is, so there is no price to tell.

    `unaddressed` says that the firm is to pay, and that nobody has said yet where invoices to it go; `details_url` is
    where to say it, for who may.
    """

    engagement: str
    payer: Words
    unaddressed: bool = False
    details_url: str = ""
    plan: Plan | None = None
    price: Price | None = None
    months: int = 0
    starts_on: date | None = None
    notice_days: int = NOTICE_DAYS


@dataclass(frozen=True, slots=True)
class WizardPage:
    """One step of the wizard."""

    client: ClientFacts
    people: tuple[Link, ...]
    way: Badge
    badge: Badged | None
    looked_up_at: datetime | None
    step: str
    steps: tuple[Step, ...]
    answers: Answers
    engagements: Field
    new_engagement: EngagementForm
    plan_fields: tuple[Field, ...]
    after: Field
    contact: tuple[Field, ...]
    others: tuple[Message, ...]
    review: Review | None
    activate: Action


def wizard_page(
    page: ClientPage,
    firm: FirmFacts,
    staff: Sequence[StaffRow],
    *,
    mine: str,
    contact: Contact | None = None,
    problems: Sequence[Problem] = (),
) -> WizardPage:
    """Return the step of the wizard that the address asks for; with problems, the step they are at."""
    answers = answers_given(frozenset(str(row.id) for row in page.engagements))
    way = page.standing.badge if page.standing else "new"
    step = "contact" if contact else step_to_show(answers, way)
    missing = was_skipped(step, way) and not problems
    asked = with_problems(contact_fields(contact or _known_contact(page)), problems)
    return WizardPage(
        client=page.client,
        people=tuple(_people(page, firm, answers)),
        way=way,
        badge=badge_of(page.standing),
        looked_up_at=page.client.looked_up_at,
        step=step,
        steps=tuple(_steps(page, firm, answers, step)),
        answers=answers,
        engagements=engagement_field(page, answers, missing=missing),
        new_engagement=engagement_form(staff, mine=mine, problems=problems),
        plan_fields=plan_fields(page, firm, answers, missing=missing),
        after=after_field(page, firm, answers, missing=missing),
        contact=asked,
        others=unplaced(problems, asked),
        review=_review(page, firm, answers, way),
        activate=activation(page),
    )


def activation(page: ClientPage) -> Action:
    """Return the button that asks the company, or why it can't be pressed and what would help."""
    if not page.engagements:
        create = Link(msg("Create an engagement"), "#field-engagement_name")
        return Action(label=msg("Activate"), weight="primary", refusal=NO_ENGAGEMENT, remedy=create)
    if page.standing is None:
        return Action(label=msg("Activate"), weight="primary", refusal=NOT_LOOKED_UP)
    return Action(label=msg("Activate"), weight="primary")


def _known_contact(page: ClientPage) -> Contact:
    """Return whom the form begins with: the person chosen of those who are known, else the main contact."""
    wanted = request.args.get("person", "")
    row = next((row for row in page.contacts if str(row.id) == wanted), None)
    return Contact(row.name, row.email, row.phone, row.language) if row else contact_of(page.client)


def _people(page: ClientPage, firm: FirmFacts, answers: Answers) -> Iterator[Link]:
    """Yield the other people at the client, each a way to fill the form in with them."""
    url = answers.url(firm.id, page.client.id, "contact")
    return (Link(f"{row.name}, {row.email}", f"{url}&person={row.id}") for row in page.contacts)


def _steps(page: ClientPage, firm: FirmFacts, answers: Answers, shown: str) -> list[Step]:
    standing: Standing = page.standing or Standing("new")
    names, place = STEPS[standing.badge], (firm.id, page.client.id)
    answered = names[: names.index(shown)]
    return [
        Step(name, TITLES[name], answers.url(*place, name) if name in answered else "", name == shown) for name in names
    ]


def _review(page: ClientPage, firm: FirmFacts, answers: Answers, way: Badge) -> Review | None:
    if answers.lacks(way) != "review":
        return None
    name = next(row.name for row in page.engagements if str(row.id) == answers.engagement)
    pays = (answers.payer_after if way == "subscribed" else answers.payer) == "firm"
    unaddressed = pays and not get_firm_company(firm.id).can_be_billed
    may = current_actor().may_in_firm(FirmPermission.EDIT_FIRM, in_=firm.id)
    address = (unaddressed, url_for("firm.firm", firm_id=firm.id) if may else "")
    if way == "subscribed":
        return Review(name, payers_after(firm.name, page.client.name)[answers.payer_after], *address)
    offer = answers.offer
    plan = next(plan for plan in CATALOGUE.values() if plan.variant == offer.variant)
    price = price_of(offer.variant, offer.months, page.client.country)
    return Review(
        name, payers(firm.name, page.client.name)[offer.payer], *address, plan, price, offer.months, offer.starts_on
    )
