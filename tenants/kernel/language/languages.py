"""The languages that Samla speaks, and by which locale each writes days, figures and names of countries."""

from functools import cache
from typing import Literal, get_args

from babel import Locale

Language = Literal["fi", "sv", "nb", "da", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT: Language = "en"
# English is written the European way (7 Dec 2026).
LOCALES: dict[Language, str] = {"fi": "fi_FI", "sv": "sv_SE", "nb": "nb_NO", "da": "da_DK", "en": "en_GB"}


@cache
def locale_of(language: Language) -> Locale:
    """Return the Babel locale of a language."""
    return Locale.parse(LOCALES[language])
