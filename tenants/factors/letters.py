"""The mails that tell a person what happened to their sign-in, in their language."""

from datetime import datetime

from tenants.kernel.language import Language, Message, msg, translate
from tenants.kernel.letters import Letter, write_letter


def security_letter(what: str, about: str | Message, link: str, language: Language, *, at: datetime) -> Letter:
    """Return the mail about what happened at a moment; `about` is how many codes are left, or a device."""
    moment = f"{at:%Y-%m-%d %H:%M} UTC"
    said = translate(about, language) if isinstance(about, Message) else about
    if what == "recovery_code_used":
        subject = msg("A recovery code was used for your Samla account")
        happened = msg("A recovery code was used on %(moment)s. %(left)s are left.", moment=moment, left=said)
    else:
        subject = msg("Somebody signed in to your Samla account from a new device")
        happened = msg("Your account was signed in to on %(moment)s: %(device)s.", moment=moment, device=said)
    advice = msg("If it was you, there is nothing to do. If it wasn't, sign out everywhere else here:")
    return write_letter(subject, (happened, advice, link), language)
