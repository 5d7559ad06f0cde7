"""The mails about an agreement's life: a renewal that comes, a change, the end of a collaboration."""

from dataclasses import dataclass
from datetime import date

from babel.numbers import format_currency

from tenants.agreements.queries.changes import ChangeRow
from tenants.agreements.queries.standing import NoticeFacts
from tenants.collaborations.endings import EndingFacts
from tenants.kernel.language import LOCALES, Language, Message, msg
from tenants.kernel.letters import Letter, long_day, write_letter
from tenants.plans.rules import plan_name

SUBJECTS: dict[str, Message] = {
    "waiting": msg("%(company)s: a change of the agreement waits for your consent"),
    "agreed": msg("%(company)s: a change of the agreement is agreed"),
    "applied": msg("%(company)s: the agreement has changed"),
    "refused": msg("%(company)s: the change of the agreement was refused"),
    "withdrawn": msg("%(company)s: the change of the agreement was withdrawn"),
    "lapsed": msg("%(company)s: the change of the agreement has lapsed"),
}
EFFECTS: dict[str, Message] = {
    "now": msg("It takes effect as soon as it is agreed."),
    "renewal": msg("It takes effect at the next renewal."),
    "collaboration_end": msg("It takes effect on the day the other firm's collaboration ends."),
}


@dataclass(frozen=True, slots=True)
class To:
    """Whom a mail is for, about which company, and where it leads."""

    name: str
    language: Language
    company: str
    link: str


def renewal_letter(notice: NoticeFacts, to: To, *, today: date) -> Letter:
    """Return the mail that announces a renewal or an end: when, for how long, at what price, and how to stop it."""
    agreement = notice.agreement
    named = {"plan": agreement.plan_name, "company": to.company, "day": _day(notice.renews_on, to)}
    if agreement.ends_on == notice.renews_on:
        subject = msg("Samla %(plan)s for %(company)s ends on %(day)s", **named)
        ends = msg("The plan ends then. The books and their history stay, and can be read and taken out.")
        return _letter(subject, [subject, ends], to)
    price = format_currency(agreement.price, agreement.currency, locale=LOCALES[to.language])
    subject = msg("Samla %(plan)s for %(company)s renews on %(day)s", **named)
    terms = msg("It goes on for %(months)s months, at %(price)s without VAT.", months=agreement.months, price=price)
    if agreement.next_price is None:
        return _letter(subject, [subject, terms, _stop(notice, to, today)], to)
    becomes = format_currency(agreement.next_price, agreement.currency, locale=LOCALES[to.language])
    changed = msg(
        "The price changes: %(months)s months have cost %(old)s and cost %(new)s from then on, without VAT.",
        months=agreement.months, old=price, new=becomes,
    )  # fmt: skip
    instead = msg("You need do nothing to go on. Another plan can be chosen until then, at the link below.")
    return _letter(subject, [subject, changed, instead, _stop(notice, to, today)], to)


def change_letter(change: ChangeRow, to: To) -> Letter:
    """Return the mail about a change: what is to be different, from when, and what became of it."""
    subject = Message(SUBJECTS[change.state].id, {"company": to.company})
    asked = msg("%(who)s asked for it:", who=change.asked_by)
    lines = [subject, asked, *_differences(change)]
    if change.is_open:
        lines.append(EFFECTS[change.takes_effect])
    if change.effective_on is not None:
        lines.append(msg("In force from %(day)s", day=_day(change.effective_on, to)))
    if change.reason:
        lines.append(msg("The reason: %(reason)s", reason=change.reason))
    return _letter(subject, lines, to)


def ending_letter(ending: EndingFacts, firm: str, to: To) -> Letter:
    """Return the mail about the end of a collaboration, when it is asked for and when it has come."""
    named = {"firm": firm, "company": to.company, "day": _day(ending.ends_on, to)}
    if ending.done_at is None:
        subject = msg("The collaboration of %(firm)s and %(company)s ends on %(day)s", **named)
    else:
        subject = msg("The collaboration of %(firm)s and %(company)s ended on %(day)s", **named)
    stays = msg("The client keeps its books and everything in them. Nothing is deleted.")
    return _letter(subject, [subject, msg("%(who)s asked for it.", who=ending.asked_by), stays], to)


def _stop(notice: NoticeFacts, to: To, today: date) -> Message:
    last = notice.agreement.cancel_by
    if last is None or last < today:
        return msg("It can't be cancelled for this renewal any more, only for the one after.")
    return msg("To stop it, cancel at the latest on %(day)s.", day=_day(last, to))


def _differences(change: ChangeRow) -> list[Message]:
    wanted, found = change.wanted, []
    if wanted.variant is not None:
        found.append(msg("Plan: %(plan)s", plan=plan_name(wanted.variant)))
    if wanted.months is not None:
        found.append(msg("Period: %(months)s months", months=wanted.months))
    if wanted.payer is not None:
        client = wanted.payer.kind == "client"
        found.append(msg("Payer of the plan: the client") if client else msg("Payer of the plan: the firm"))
    if wanted.engagement_id is not None:
        found.append(msg("Another engagement"))
    return found


def _day(day: date, to: To) -> str:
    return long_day(day, to.language)


def _letter(subject: Message, lines: list[Message], to: To) -> Letter:
    return write_letter(subject, (msg("Hello %(name)s,", name=to.name), *lines, to.link), to.language)
