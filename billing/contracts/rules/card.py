"""What a contract's card must have, field by field; one reading for the form and for a file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from billing.contracts.rules.facts import LINE_FIELDS, ContractLine
from billing.contracts.rules.schedule import RHYTHMS
from billing.requests.formats.decimals import told_apart
from billing.requests.formats.table import Row
from billing.requests.formats.values import TwoNumbers, number, unit
from billing.seller.rules.fields import Fields
from tenants.kernel.days import NotADay, find_day
from tenants.kernel.figures import TwoReadings
from tenants.kernel.language import msg
from tenants.kernel.refusals import Invalid, Problem

NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/-]{0,29}")
MOST_LINES, MOST_CHANGES = 20, 10
DECIMAL_COMMA = ","  # as `read_figure` takes what is typed
AMOUNTS = ("quantity", "unit_price", "vat_rate", "discount_percent")
CHANGE_FIELDS = ("from_on", "percent", "line", "price", "reason")
DAYS = ("starts_on", "ends_on", "paused_from", "paused_until", "billed_until")
LEAST, MOST = Decimal(-100), Decimal(1000)  # percent


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractInput:
    """A contract as typed or as a file has it: everything is text; lines and changes that are empty don't count."""

    fields: Mapping[str, str]
    lines: tuple[ContractLine, ...] = ()
    changes: tuple[Mapping[str, str], ...] = ()

    def __getitem__(self, name: str) -> str:
        """Return a field without blanks around it; one that isn't there is empty."""
        return self.fields.get(name, "").strip()


@dataclass(slots=True)
class ReadContract:
    """The values of a contract's columns but for customer and stream, and what is wrong with them."""

    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)


def read_contract(typed: ContractInput) -> ReadContract:
    """Return a contract's values, and each problem at its field: `lines.<place>.<what>`, `changes.<place>.<what>`."""
    found = Fields()
    if not NUMBER.fullmatch(typed["number"]):
        found.blame("number", msg("A contract number has up to 30 letters, digits, dots, dashes or slashes."))
    days = {name: _day(found, name, typed[name]) for name in DAYS}
    months = int(typed["months"]) if typed["months"].isdecimal() else 0
    if months not in RHYTHMS:
        found.blame("months", msg("Choose how often it is billed."))
    kept = _lines(found, typed.lines)
    values = {
        "number": typed["number"],
        "name": found.text("name", typed["name"], msg("Say what the contract is about.")),
        "months": months,
        "by_calendar": typed["periods"] != "own",
        "in_advance": typed["billed"] != "after",
        **days,
        "order_reference": found.text("order_reference", typed["order_reference"]) or None,
        "lines": list(kept.values()),
        "changes": _changes(found, typed.changes, tuple(kept)),
    }
    _judge_days(found, days)
    return ReadContract(values, found.problems)


def _day(found: Fields, name: str, text: str) -> date | None:
    day = find_day(text)
    if text and day is None:
        found.blame(name, NotADay(text).message)
    return day


def _judge_days(found: Fields, days: Mapping[str, date | None]) -> None:
    starts, ends = days["starts_on"], days["ends_on"]
    if starts is None:
        found.blame("starts_on", msg("Choose the first day."))
    elif ends and ends < starts:
        found.blame("ends_on", msg("The contract ends before it begins."))
    since, until = days["paused_from"], days["paused_until"]
    if until and (since is None or until < since):
        found.blame("paused_until", msg("The pause ends before it begins."))


def _lines(found: Fields, lines: tuple[ContractLine, ...]) -> dict[int, dict[str, str]]:
    """Return the lines that say anything, each by the place at which it was typed."""
    clean = [{name: line.get(name, "").strip() for name in LINE_FIELDS} for line in lines]
    kept = {place: line for place, line in enumerate(clean, 1) if any(line.values())}
    if not kept or len(kept) > MOST_LINES:
        found.blame("lines.1.text", msg("A contract has 1 to %(most)s lines.", most=MOST_LINES))
    for place, line in kept.items():
        line["quantity"] = line["quantity"] or "1"
        _judge_line(found, place, line)
    return kept


def _judge_line(found: Fields, place: int, line: dict[str, str]) -> None:
    row = Row(place, dict(line), DECIMAL_COMMA)
    for name in AMOUNTS:
        try:
            amount = number(row, name)
        except TwoNumbers:
            found.blame(f"lines.{place}.{name}", TwoReadings(given=line[name]).message)
            continue
        except Invalid:
            found.blame(f"lines.{place}.{name}", msg("Write it in figures."))
            continue
        line[name] = told_apart(line[name])
        if amount is not None and amount < 0 and name != "quantity":
            found.blame(f"lines.{place}.{name}", msg("It can't be negative."))
    line["unit"] = unit(row) if line["unit"] else ""
    if not line["article"]:
        for name, missing in (
            ("text", msg("The line doesn't say what is billed.")),
            ("unit_price", msg("The price is missing.")),
        ):
            if not line[name]:
                found.blame(f"lines.{place}.{name}", missing)


def _changes(found: Fields, changes: tuple[Mapping[str, str], ...], lines: Sequence[int]) -> list[dict[str, str]]:
    """Return the price changes; `lines` are the places at which the lines were typed."""
    kept = []
    for place, change in enumerate(changes, 1):
        texts = {name: change.get(name, "").strip() for name in CHANGE_FIELDS}
        if not any(texts.values()):
            continue
        day = find_day(texts["from_on"])
        if day is None:
            found.blame(f"changes.{place}.from_on", msg("Choose a day."))
        new = _new_price(found, place, texts, lines) if texts["line"] or texts["price"] else _by(found, place, texts)
        kept.append({"from_on": day.isoformat() if day else "", **new, "reason": texts["reason"]})
    if len(kept) > MOST_CHANGES:
        said = msg("A contract has at most %(most)s price changes.", most=MOST_CHANGES)
        found.blame(f"changes.{MOST_CHANGES + 1}.from_on", said)
    return sorted(kept, key=lambda change: change["from_on"])


def _by(found: Fields, place: int, texts: Mapping[str, str]) -> dict[str, str]:
    """Return by how many percent all prices change."""
    percent = _percent(texts["percent"])
    if percent is None:
        found.blame(f"changes.{place}.percent", msg("Write the percent in figures, with a minus where it falls."))
    return {"percent": told_apart(f"{percent or Decimal(0):f}")}


def _new_price(found: Fields, place: int, texts: Mapping[str, str], lines: Sequence[int]) -> dict[str, str]:
    """Return which line gets which price: the line that was typed at that place, though one above it is taken out."""
    line, price = texts["line"], _figure(texts["price"], "price")
    typed_at = int(line) if line.isascii() and line.isdigit() else 0
    if texts["percent"]:
        found.blame(f"changes.{place}.percent", msg("Write either percents or a new price."))
    if typed_at not in lines:
        places = ", ".join(map(str, lines))
        found.blame(f"changes.{place}.line", msg("Write which line gets the new price: %(lines)s.", lines=places))
    if price is None or price < 0:
        found.blame(f"changes.{place}.price", msg("Write it in figures."))
    at = lines.index(typed_at) + 1 if typed_at in lines else typed_at
    return {"line": str(at), "price": told_apart(f"{price or Decimal(0):f}")}


def _figure(text: str, column: str) -> Decimal | None:
    try:
        return number(Row(0, {column: text}, DECIMAL_COMMA), column)
    except Invalid:
        return None


def _percent(text: str) -> Decimal | None:
    percent = _figure(text, "percent")
    return percent if percent is not None and LEAST < percent < MOST else None
