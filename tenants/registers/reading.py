"""Picking values out of a register's JSON, which may have any shape."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
LONGEST = 200


def text_of(value: Any) -> str:
    r"""Return a value as one clean line of at most 200 characters; whatever isn't text or a whole number is empty.

    >>> text_of(" Malli\n Oy "), text_of(None), text_of({"a": 1})
    ('Malli Oy', '', '')
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return " ".join(CONTROL.sub(" ", str(value)).split())[:LONGEST]


def inside(value: Any, *names: str) -> Any:
    """Return what lies under some names, one inside the other; None where the way ends.

    >>> inside({"a": {"b": 1}}, "a", "b"), inside({"a": 1}, "a", "b")
    (1, None)
    """
    for name in names:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def each(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a list; nothing where it is none."""
    if isinstance(value, list):
        yield from (thing for thing in value if isinstance(thing, Mapping))


def joined(*parts: Any) -> str:
    """Return the parts of an address line that there are, with a blank between them.

    >>> joined("Mallikatu", "7", None)
    'Mallikatu 7'
    """
    return " ".join(filter(None, map(text_of, parts)))[:LONGEST]
