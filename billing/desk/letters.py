"""The mails that tell whoever wrote an invoice what became of it, at each step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tenants.kernel.language import Language, Message, msg
from tenants.kernel.letters import Letter, long_day, write_letter

What = Literal["submitted", "claimed", "changed", "returned", "numbered", "sent", "undelivered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a mail tells: to whom, about which invoice of which company, and where it is read; nothing it contains.

    `due_out_on` is the day by whose end the firm promised to send it on.
    """

    name: str
    company: str
    customer: str
    number: str
    link: str
    due_out_on: date | None = None


def written_letter(what: What, told: Told, language: Language) -> Letter:
    """Return the mail: received, being checked, corrected there, back, waiting to be printed, gone, or undelivered."""
    about = {"customer": told.customer, "company": told.company}
    subjects: dict[What, Message] = {
        "submitted": msg("%(company)s: your invoice to %(customer)s has been received", **about),
        "claimed": msg("%(company)s: your invoice to %(customer)s is being checked", **about),
        "changed": msg("%(company)s: your invoice to %(customer)s was corrected in the check", **about),
        "returned": msg("%(company)s: your invoice to %(customer)s needs correction", **about),
        "numbered": msg("%(company)s: your invoice to %(customer)s has its number", **about),
        "sent": msg("%(company)s: your invoice to %(customer)s has been sent", **about),
        "undelivered": msg("%(company)s: your invoice to %(customer)s could not be delivered", **about),
    }
    return write_letter(subjects[what], _lines(what, told, language), language)


def _lines(what: What, told: Told, language: Language) -> Iterator[Message | str]:
    yield msg("Hello %(name)s,", name=told.name)
    if what == "submitted":
        yield msg("Your invoice to %(customer)s has been received and will be checked.", customer=told.customer)
        if told.due_out_on is not None:
            yield msg(
                "It is due out on %(day)s. You are told when it has gone.", day=long_day(told.due_out_on, language)
            )
    elif what == "claimed":
        yield msg(
            "The accounting firm has begun to check your invoice to %(customer)s. You are told when it has gone, or if"
            " something has to be corrected.",
            customer=told.customer,
        )
    elif what == "changed":
        yield msg(
            "The accounting firm corrected something in your invoice to %(customer)s while checking it. See how it"
            " stands now:",
            customer=told.customer,
        )
    elif what == "returned":
        yield msg("Your invoice to %(customer)s came back from the check. See what to correct:", customer=told.customer)
    elif what == "numbered":
        yield msg(
            "Your invoice %(number)s to %(customer)s has its number, and waits to be printed and handed over. You are"
            " told when it has gone.",
            number=told.number,
            customer=told.customer,
        )
    elif what == "sent":
        yield msg("Your invoice %(number)s to %(customer)s has gone out.", number=told.number, customer=told.customer)
    else:
        yield msg(
            "Your invoice %(number)s to %(customer)s could not be delivered. The accounting firm sees that too, and can"
            " send it again. See why:",
            number=told.number,
            customer=told.customer,
        )
    yield told.link
