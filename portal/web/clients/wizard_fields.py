"""What the wizard asks at each step."""

from portal.web._design import Field, Option
from portal.web._design.words import Words
from portal.web.clients.plans import variant_field
from portal.web.clients.wizard import Answers
from tenants.agreements.actions import UnknownStart
from tenants.collaborations.client_page import ClientPage
from tenants.firms.queries import FirmFacts
from tenants.kernel.language import Message, msg

CHOOSE = msg("Choose one.")


def engagement_field(page: ClientPage, answers: Answers, *, missing: bool) -> Field:
    """Return the choice of an engagement; the only one there is stands chosen."""
    only = str(page.engagements[0].id) if len(page.engagements) == 1 else ""
    return Field(
        name="engagement",
        label=msg("Which engagement is it for?"),
        kind="radio",
        value=answers.engagement or only,
        required=True,
        options=tuple(Option(str(row.id), row.name, hint=", ".join(row.people)) for row in page.engagements),
        errors=_lack(answers.engagement, missing=missing),
    )


def plan_fields(page: ClientPage, firm: FirmFacts, answers: Answers, *, missing: bool) -> tuple[Field, ...]:
    """Return the choice of variant, payer and period."""
    return (
        variant_field(page.client.country, chosen=answers.variant, errors=_lack(answers.variant, missing=missing)),
        Field(
            name="payer",
            label=msg("Payer of the plan"),
            kind="radio",
            value=answers.payer,
            required=True,
            options=tuple(Option(value, words) for value, words in payers(firm.name, page.client.name).items()),
            errors=_lack(answers.payer, missing=missing),
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
            errors=_lack(answers.months, missing=missing),
        ),
        Field(
            name="starts_on",
            label=msg("First day"),
            kind="date",
            value=answers.starts_on,
            hint=msg("Leave it empty for the day on which the client accepts; nothing is charged before."),
            errors=(UnknownStart().message,) if answers.starts_wrong else (),
        ),
    )


def after_field(page: ClientPage, firm: FirmFacts, answers: Answers, *, missing: bool) -> Field:
    """Return who pays a subscriber's plan after a hand-over.

    Everybody is asked, whoever pays today: that another firm does, or doesn't, must not be told by the question.
    """
    hints: dict[str, Message] = {
        "firm": msg("By activating you agree to this for your firm."),
        "client": msg("The client's admin agrees to this by accepting."),
    }
    return Field(
        name="payer_after",
        label=msg("If another firm pays the plan today: who pays from the day that firm's collaboration ends?"),
        kind="radio",
        value=answers.payer_after,
        hint=msg("The plan, its price and its payer stay as they are until then. If the client pays, nothing changes."),
        required=True,
        options=tuple(
            Option(value, words, hint=hints[value])
            for value, words in payers_after(firm.name, page.client.name).items()
        ),
        errors=_lack(answers.payer_after, missing=missing),
    )


def payers(firm: str, client: str) -> dict[str, Message]:
    """Return the words for who pays the plan."""
    return {"firm": msg("The firm: %(name)s", name=firm), "client": msg("The client: %(name)s", name=client)}


def payers_after(firm: str, client: str) -> dict[str, Message]:
    """Return the same, the client first: a plan that the client pays itself needs nobody's consent later."""
    words = payers(firm, client)
    return {"client": words["client"], "firm": words["firm"]}


def _lack(answer: str, *, missing: bool) -> tuple[Words, ...]:
    return (CHOOSE,) if missing and not answer else ()
