"""The mail that invites a person to a firm's staff."""

from dataclasses import dataclass
from datetime import date

from tenants.kernel.language import Language, msg
from tenants.kernel.letters import Letter, long_day, write_letter


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
    day = long_day(told.until, language)
    lines = (
        msg("Hello %(name)s,", name=told.name),
        msg("%(inviter)s invites you to work at %(firm)s in Samla.", inviter=told.inviter, firm=told.firm),
        msg("Open the link and choose how you sign in:"),
        told.link,
        msg("The link works once, until %(day)s.", day=day),
        msg("If you didn't expect this, ask %(inviter)s at %(firm)s.", inviter=told.inviter, firm=told.firm),
    )
    subject = msg("%(firm)s invites you to its staff in Samla", firm=told.firm)
    return write_letter(subject, lines, language)
