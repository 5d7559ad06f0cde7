"""The mail about a new version of the terms that has to be accepted anew."""

from dataclasses import dataclass
from datetime import date

from tenants.kernel.language import Language, msg
from tenants.kernel.letters import Letter, long_day, write_letter


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTerms:
    """What the mail tells: which text of which company, from which day it counts, and where it is read and accepted."""

    name: str
    company: str
    title: str
    since: date
    link: str


def new_terms_letter(told: NewTerms, language: Language) -> Letter:
    """Return the mail that asks a company's admin to accept a new version, and says what stops without it."""
    day = long_day(told.since, language)
    lines = (
        msg("Hello %(name)s,", name=told.name),
        msg("There is a new version of this text for %(company)s: %(title)s.", company=told.company, title=told.title),
        msg("Read what has changed, then accept it by %(day)s:", day=day),
        told.link,
        msg(
            "Without it, no new invoices, reminders or collection can be made from that day on. Everything else goes"
            " on: reading, credit notes, payments and disputes."
        ),
    )
    subject = msg("%(company)s: new terms to accept by %(day)s", company=told.company, day=day)
    return write_letter(subject, lines, language)
