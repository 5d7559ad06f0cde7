"""The mail that invites a person to a firm's staff."""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from tenants.invitations.letter import LOCALES, Letter
from tenants.kernel.language import Language, msg, translate


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffCall:
    """What the mail tells: which firm, by whom, whom, by which link, and until when."""

    firm: str
    inviter: str
    name: str
    link: str
    until: date


def staff_letter(told: StaffCall, language: Language) -> Letter:
    """Return the mail; it is plain text, so that nothing typed by anybody can be markup in it."""
    day = format_date(told.until, "long", locale=LOCALES[language])
    lines = (
        msg("Hello %(name)s,", name=told.name),
        msg("%(inviter)s invites you to work at %(firm)s in Samla.", inviter=told.inviter, firm=told.firm),
        msg("Open the link and choose how you sign in:"),
        told.link,
        msg("The link works once, until %(day)s.", day=day),
        msg("If you didn't expect this, ask %(inviter)s at %(firm)s.", inviter=told.inviter, firm=told.firm),
    )
    subject = msg("%(firm)s invites you to its staff in Samla", firm=told.firm)
    text = "\n\n".join(line if isinstance(line, str) else translate(line, language) for line in lines)
    return Letter(translate(subject, language), f"{text}\n")
