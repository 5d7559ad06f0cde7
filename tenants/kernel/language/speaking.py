"""Saying a sentence in a language, from the catalogues that lie beside this file.

Each area of the product has one PO file a language; they are read together, once a process.
English is the language of the ids, so it has no catalogue files.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tenants.kernel.language.languages import DEFAULT, LANGUAGES, Language
from tenants.kernel.language.messages import Message
from tenants.kernel.language.writing import written_day, written_figure

CATALOGUES = Path(__file__).parent / "catalogues"

Texts = Mapping[str, str | tuple[str, ...]]


def pick_language(wanted: Iterable[str], default: Language = DEFAULT) -> Language:
    """Return the first wanted language that Samla speaks; `no` and `nn` mean Bokmål here.

    >>> pick_language(["de-DE", "sv-FI"])
    'sv'
    """
    for tag in wanted:
        short = tag.replace("_", "-").split("-")[0].lower()
        short = {"no": "nb", "nn": "nb"}.get(short, short)
        if short in LANGUAGES:
            return short
    return default


@cache
def texts(language: Language) -> Texts:
    """Return every sentence of a language by its id, from all areas' catalogues."""
    merged: dict[str, str | tuple[str, ...]] = {}
    for path in sorted((CATALOGUES / language).glob("*.po")):
        merged.update(_texts_of(_read(path, language)))
    return merged


def _read(path: Path, language: Language) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def _texts_of(catalogue: Catalog) -> dict[str, str | tuple[str, ...]]:
    found: dict[str, str | tuple[str, ...]] = {}
    for entry in catalogue:
        forms = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())
        if entry.id and forms and all(forms):
            found[entry.id if isinstance(entry.id, str) else entry.id[0]] = forms if len(forms) > 1 else forms[0]
    return found


def translate(message: Message | str, language: Language, **params: object) -> str:
    """Return a sentence in a language; in English where a catalogue lacks it (a test allows no lack)."""
    id_, given = (message.id, message.params) if isinstance(message, Message) else (message, params)
    text = texts(language).get(id_, id_) if language != "en" else id_
    sentence = text if isinstance(text, str) else text[0]
    return sentence % _said(given, language) if given else sentence


def _said(params: Mapping[str, object], language: Language) -> dict[str, object]:
    """Return parameters ready to be put in, as the language writes them."""
    return {name: _in_words(value, language) for name, value in params.items()}


def _in_words(value: object, language: Language) -> object:
    """Return a sentence said, a day and a figure written; a moment would need a zone, and the rest stays as it is."""
    if isinstance(value, Message):
        return translate(value, language)
    if isinstance(value, Decimal):
        return written_figure(value, language)
    if isinstance(value, date) and not isinstance(value, datetime):
        return written_day(value, language)
    return value


def say(id_: str, language: Language, **params: object) -> str:
    """Return a sentence given by id in a language."""
    return translate(Message(id_, params), language)


def say_many(singular: str, plural: str, count: int, language: Language, **params: object) -> str:
    """Return the right one of two sentences for a count; `%(n)s` is the count.

    The five languages have two forms, one for exactly 1 and one for all else.
    """
    text: str | tuple[str, ...] = (singular, plural)
    if language != "en":
        text = texts(language).get(singular, text)
    forms = (text, text) if isinstance(text, str) else text
    return forms[0 if count == 1 else 1] % {"n": count, **params}
