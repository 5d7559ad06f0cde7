"""Ordering names as the seller's language does, by a key that the database compares byte by byte."""

import unicodedata
from collections.abc import Mapping

from tenants.kernel.country import Country

# What stands behind z: the signs that follow it in ASCII, in the order of the alphabet.
FIRST, SECOND, THIRD = "{", "|", "}"
SAME = {"ß": "ss", "œ": "oe", "þ": "th", "ð": "d", "đ": "d", "ł": "l", "ı": "i"}
# Swedish and Finnish: ... z å ä ö; the letters of the neighbours stand with their like.
SWEDISH: Mapping[str, str] = {"å": FIRST, "ä": SECOND, "æ": SECOND, "ö": THIRD, "ø": THIRD, "ü": "y"}
# Danish and Norwegian: ... z æ ø å; aa is an older way to write å (Retskrivningsordbogen § 3).
DANISH: Mapping[str, str] = {
    "æ": FIRST, "ä": FIRST, "ø": SECOND, "ö": SECOND, "å": THIRD, "aa": THIRD, "ü": "y",
}  # fmt: skip
ALPHABETS: dict[Country, Mapping[str, str]] = {"FI": SWEDISH, "SE": SWEDISH, "NO": DANISH, "DK": DANISH}
# Sorts behind every key that begins with what is before it.
LAST = "\U0010ffff"


def sort_key(name: str, country: Country) -> str:
    """Return what a name is ordered by in the lists of a company in a country.

    >>> sorted(["Öberg", "Zorn", "Åkesson", "Ärlig", "Élan"], key=lambda name: sort_key(name, "SE"))
    ['Élan', 'Zorn', 'Åkesson', 'Ärlig', 'Öberg']
    >>> sorted(["Aas", "Østby", "Ærø", "Zink"], key=lambda name: sort_key(name, "NO"))
    ['Zink', 'Ærø', 'Østby', 'Aas']
    """
    text = unicodedata.normalize("NFC", " ".join(name.split())).casefold()
    for letters, place in {**SAME, **ALPHABETS[country]}.items():
        text = text.replace(letters, place)
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def beginning(prefix: str) -> tuple[str, str]:
    """Return the range of byte-ordered texts that begin with a prefix; under row security LIKE can't use an index."""
    return prefix, prefix + LAST
