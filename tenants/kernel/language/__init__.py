"""Languages: sentences by id with parameters, said in the reader's own."""

from tenants.kernel.language.languages import DEFAULT, LANGUAGES, LOCALES, Language, locale_of
from tenants.kernel.language.messages import Message, msg, with_currency
from tenants.kernel.language.speaking import pick_language, say, say_many, translate
from tenants.kernel.language.writing import written_amount, written_day, written_figure

__all__ = [
    "DEFAULT",
    "LANGUAGES",
    "LOCALES",
    "Language",
    "Message",
    "locale_of",
    "msg",
    "pick_language",
    "say",
    "say_many",
    "translate",
    "with_currency",
    "written_amount",
    "written_day",
    "written_figure",
]
