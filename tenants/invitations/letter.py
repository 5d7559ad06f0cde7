"""The mails of the way in: to a client's contact, to a company's admin, and to the firm's person who asked."""

from dataclasses import dataclass
from datetime import date

from tenants.kernel.language import Language, msg
from tenants.kernel.letters import Letter, long_day, write_letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What an invitation tells: who invites whom to what, by which link, and until when."""

    firm: str
    inviter: str
    company: str
    name: str
    link: str
    until: date


def invitation_letter(told: Invitation, language: Language) -> Letter:
    """Return the mail that invites somebody."""
    day = long_day(told.until, language)
    lines = (
        msg("Hello %(name)s,", name=told.name),
        msg(
            "%(firm)s invites %(company)s to work together in Samla: the firm runs the invoicing, and you see"
            " everything it does in your company's books.",
            firm=told.firm,
            company=told.company,
        ),
        msg("Open the link, choose a password, then read and accept the agreement:"),
        told.link,
        msg("The link works once, until %(day)s. Nothing happens and nothing is charged before you accept.", day=day),
        msg("If you didn't expect this, ask %(inviter)s at %(firm)s.", inviter=told.inviter, firm=told.firm),
    )
    subject = msg("%(firm)s invites %(company)s to Samla", firm=told.firm, company=told.company)
    return write_letter(subject, lines, language)


def accepted_letter(company: str, link: str, language: Language) -> Letter:
    """Return the mail that tells the firm's inviting person that the client has accepted."""
    lines = (
        msg("%(company)s has accepted the terms and the agreement.", company=company),
        msg("The collaboration is active, and the work can begin:"),
        link,
    )
    subject = msg("%(company)s has accepted the collaboration", company=company)
    return write_letter(subject, lines, language)


def asking_letter(told: Invitation, language: Language) -> Letter:
    """Return the mail that asks the admin of a company that is here already; its link leads behind the sign-in."""
    day = long_day(told.until, language)
    lines = (
        msg("Hello %(name)s,", name=told.name),
        msg("%(firm)s asks to work with %(company)s in Samla.", firm=told.firm, company=told.company),
        msg("Sign in, read what the firm asks for, then accept or decline it:"),
        told.link,
        msg(
            "The request is open until %(day)s. Until you accept, the firm sees nothing of your books and nothing is"
            " charged.",
            day=day,
        ),
        msg("If you didn't expect this, ask %(inviter)s at %(firm)s.", inviter=told.inviter, firm=told.firm),
    )
    subject = msg("%(firm)s asks to work with %(company)s", firm=told.firm, company=told.company)
    return write_letter(subject, lines, language)


def declined_letter(company: str, reason: str, link: str, language: Language) -> Letter:
    """Return the mail that tells the firm's person who asked that the company said no, and why."""
    lines = (
        msg("%(company)s has declined to work together in Samla.", company=company),
        msg("The reason given: %(reason)s", reason=reason) if reason else msg("No reason was given."),
        msg("Nothing is agreed and nothing is charged. You may ask again:"),
        link,
    )
    subject = msg("%(company)s has declined the collaboration", company=company)
    return write_letter(subject, lines, language)
