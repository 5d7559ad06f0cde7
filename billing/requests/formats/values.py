"""Reading single fields of a CSV row: numbers, days, words; what can't be read is refused with line and column."""

from datetime import date
from decimal import Decimal

from billing.en16931.finvoice.codes import UNITS as FINNISH
from billing.requests.formats.decimals import NUMBER, compact, has_two_readings
from billing.requests.formats.table import Row
from tenants.kernel.days import find_day
from tenants.kernel.refusals import Invalid

# What people write for UN/ECE codes in Swedish, Norwegian, Danish and English, beside the Finnish names.
UNITS = {
    **FINNISH, "stk": "C62", "styck": "C62", "piece": "C62", "pieces": "C62", "pc": "C62", "tim": "HUR",
    "timme": "HUR", "timmar": "HUR", "time": "HUR", "timer": "HUR", "hour": "HUR", "hours": "HUR", "dag": "DAY",
    "dagar": "DAY", "dager": "DAY", "dage": "DAY", "day": "DAY", "days": "DAY", "vecka": "WEE", "uke": "WEE",
    "uge": "WEE", "week": "WEE", "mån": "MON", "månad": "MON", "md": "MON", "mnd": "MON", "måned": "MON",
    "month": "MON", "months": "MON", "år": "ANN", "year": "ANN", "years": "ANN", "liter": "LTR", "litra": "LTR",
}  # fmt: skip
PIECE = "C62"


class NotANumber(Invalid):
    """Line %(line)s, column %(column)s: %(given)s isn't a number."""


class TwoNumbers(Invalid):
    """Line %(line)s, column %(column)s: %(given)s can have decimals or thousands. Write two decimals, or no mark."""


class NotADay(Invalid):
    """Line %(line)s, column %(column)s: %(given)s isn't a day; write 2026-11-23 or 23.11.2026."""


class NotAChoice(Invalid):
    """Line %(line)s, column %(column)s: %(given)s isn't one of %(choices)s."""


def number(row: Row, column: str) -> Decimal | None:
    """Return a number with decimal comma or point; None where the field is empty.

    Raises:
        NotANumber: it can't be read as one.
        TwoNumbers: it could be read as two, and the file's other numbers don't tell which.
    """
    given = row[column]
    if not given:
        return None
    written = compact(given)
    if not NUMBER.fullmatch(written):
        raise NotANumber(line=row.line, column=column, given=given[:40])
    if has_two_readings(written, row.decimals):
        raise TwoNumbers(line=row.line, column=column, given=given[:40])
    return Decimal(written.replace(",", "."))


def day(row: Row, column: str) -> date | None:
    """Return a day written as 2026-11-23 or 23.11.2026; None where the field is empty.

    Raises:
        NotADay: it isn't one.
    """
    given = row[column]
    if not given:
        return None
    found = find_day(given)
    if found is None:
        raise NotADay(line=row.line, column=column, given=given[:40])
    return found


def choice(row: Row, column: str, choices: tuple[str, ...]) -> str:
    """Return a word of a short list in small letters; empty where the field is.

    Raises:
        NotAChoice: it is another word.
    """
    given = row[column].lower()
    if given and given not in choices:
        raise NotAChoice(line=row.line, column=column, given=row[column][:40], choices=", ".join(choices))
    return given


def unit(row: Row) -> str:
    """Return a unit's UN/ECE code, also by its usual name; as it was written where it is neither, for a later check."""
    given = row["unit"]
    return UNITS.get(given.rstrip(".").lower(), given.upper()) if given else PIECE
