"""Which mark a file writes before decimals: its other numbers tell what one with three digits behind the mark means."""

import re
from collections.abc import Iterable

# Decimal comma or point; blanks, also narrow and fixed ones, may group thousands. Signs of both kinds are refused.
NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:([.,])[0-9]{1,10})?")
# 1.250 is one and a quarter to some and twelve hundred and fifty to others; 0,125 and 1250,500 are no question.
EITHER = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
BLANKS = re.compile(r"[\s\u00a0\u2009\u202f']")
MINUS = "−–"
BOTH = ".,"


def compact(text: str) -> str:
    """Return a number as it was written, without blanks, with a plain minus and no percent sign.

    >>> compact("−1 234,5 %")
    '-1234,5'
    """
    return BLANKS.sub("", text).translate({ord(sign): "-" for sign in MINUS}).removesuffix("%")


def has_two_readings(written: str, marks: str) -> bool:
    """Say whether a compact number may have decimals or thousands, where only the `marks` are known for decimal ones.

    >>> has_two_readings("1.250", ""), has_two_readings("1.250", "."), has_two_readings("1.25", "")
    (True, False, False)
    """
    return EITHER.fullmatch(written) is not None and written[-4] not in marks


def decimal_marks(figures: Iterable[str]) -> str:
    """Return the mark before decimals where all figures that can't be read otherwise agree on one; empty if they don't.

    >>> decimal_marks(["1,5", "1,250", "text"]), decimal_marks(["1,250"]), decimal_marks(["1,5", "2.5"])
    (',', '', '')
    """
    numbers = (NUMBER.fullmatch(compact(text)) for text in figures)
    marks = {found[1] for found in numbers if found and found[1] and not EITHER.fullmatch(found[0])}
    return marks.pop() if len(marks) == 1 else ""


def told_apart(written: str) -> str:
    """Return a number with a fourth decimal where with three it could be read in two ways, for us to keep and show.

    >>> told_apart("1,250"), told_apart("12,5")
    ('1,2500', '12,5')
    """
    return f"{written}0" if EITHER.fullmatch(compact(written)) else written
