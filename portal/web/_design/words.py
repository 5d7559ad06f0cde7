"""The reader's language on a page: what `_`, `ngettext` and `say` do in every template."""

from collections.abc import Mapping
from typing import Any

from flask import g

from tenants.kernel.language import DEFAULT, LANGUAGES, Language, Message, pick_language, say_many, translate

Words = Message | str
OWN_NAMES: dict[Language, str] = {"fi": "Suomi", "sv": "Svenska", "nb": "Norsk", "da": "Dansk", "en": "English"}


def reader_language() -> Language:
    """Return the language that this request is answered in: `flask.g.language`, else English."""
    language = g.get("language", DEFAULT)
    return language if language in LANGUAGES else pick_language([language])


def say(words: Words | Mapping[str, Any] | None) -> str:
    """Return words in the reader's language; plain text is data (a name, a number) and stays as it is.

    A mapping is a sentence as `Message.to_json` stored it, which is how flashed messages survive a redirect.
    """
    if words is None:
        return ""
    if isinstance(words, Mapping):
        words = Message.from_json(words)
    return translate(words, reader_language()) if isinstance(words, Message) else str(words)


def gettext(id_: str, /, **params: object) -> str:
    """Return a template's sentence in the reader's language."""
    return translate(Message(id_, params), reader_language())


def ngettext(singular: str, plural: str, count: int, /, **params: object) -> str:
    """Return the sentence for a count in the reader's language; `%(n)s` is the bare count."""
    return say_many(singular, plural, count, reader_language(), **params)
