"""Mails that Samla writes itself: plain text, so that nothing typed by anybody can be markup in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from tenants.kernel.language import LOCALES, Language, Message, translate


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says."""

    subject: str
    text: str


def write_letter(subject: Message | str, lines: Iterable[Message | str], language: Language) -> Letter:
    r"""Return a letter of one paragraph a line; what is a string, such as a link, stands as it is.

    >>> write_letter("News", ["Hello,", "https://samla.example"], "en").text
    'Hello,\n\nhttps://samla.example\n'
    """
    text = "\n\n".join(_said(line, language) for line in lines)
    return Letter(_said(subject, language), f"{text}\n")


def long_day(day: date, language: Language) -> str:
    """Return a day in words.

    >>> long_day(date(2026, 11, 22), "nb")
    '22. november 2026'
    """
    return format_date(day, "long", locale=LOCALES[language])


def _said(line: Message | str, language: Language) -> str:
    return line if isinstance(line, str) else translate(line, language)
