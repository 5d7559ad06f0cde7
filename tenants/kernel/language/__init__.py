"""Languages: sentences by id with parameters, said in the reader's own."""

from tenants.kernel.language.messages import Message, msg
from tenants.kernel.language.speaking import (
    DEFAULT,
    LANGUAGES,
    LOCALES,
    Language,
    pick_language,
    say,
    say_many,
    translate,
)

__all__ = [
    "DEFAULT",
    "LANGUAGES",
    "LOCALES",
    "Language",
    "Message",
    "msg",
    "pick_language",
    "say",
    "say_many",
    "translate",
]
