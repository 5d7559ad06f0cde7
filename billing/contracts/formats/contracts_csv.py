"""Contracts from CSV: one row a line or a price change, rows with one number are one contract. Columns: README.md."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from billing.contracts.rules.card import AMOUNTS, ContractInput
from billing.contracts.rules.facts import LINE_FIELDS
from billing.requests.formats.decimals import told_apart
from billing.requests.formats.table import Row, read_table
from billing.requests.formats.values import TwoNumbers, number
from tenants.kernel.language import msg
from tenants.kernel.refusals import Invalid, Problem
from tenants.kernel.spreadsheets import unguarded

NEEDED = ("number", "customer_number", "months", "starts_on")
OF_CONTRACT = (
    "customer_number", "name", "stream", "months", "periods", "billed", "starts_on", "ends_on", "paused_from",
    "paused_until", "billed_until", "order_reference",
)  # fmt: skip
# The columns of a price change, by the fields of the card.
OF_CHANGE = {
    "change_from": "from_on", "change_percent": "percent", "change_line": "line", "change_price": "price",
    "change_reason": "reason",
}  # fmt: skip
CHANGED = ("change_percent", "change_price")
COLUMNS = ("number", *OF_CONTRACT, *LINE_FIELDS, *OF_CHANGE)


class NoContracts(Invalid):
    """The file names its columns, but no contract."""


@dataclass(frozen=True, slots=True)
class ListedContract:
    """A contract as a file has it: the line it begins in, and where its rows contradict each other."""

    line: int
    typed: ContractInput
    problems: tuple[Problem, ...] = ()


def read_contracts(data: bytes) -> list[ListedContract]:
    """Return the contracts of a file, in the order in which they begin.

    Raises:
        Invalid: the file is broken; the sentence says where.
    """
    grouped: dict[str, list[Row]] = {}
    for row in read_table(data, needed=NEEDED, known=COLUMNS, figures=(*AMOUNTS, *CHANGED)):
        clean = replace(row, fields={name: unguarded(text) for name, text in row.fields.items()})
        grouped.setdefault(clean["number"] or f"\0{row.line}", []).append(clean)
    if not grouped:
        raise NoContracts
    return [_listed(rows) for rows in grouped.values()]


def _listed(rows: Sequence[Row]) -> ListedContract:
    head: dict[str, str] = {"number": rows[0]["number"]}
    problems = []
    for row in rows:
        for column in OF_CONTRACT:
            given, before = row[column], head.get(column, "")
            if given and before and given != before:
                said = msg("Line %(line)s says otherwise of the same contract.", line=row.line)
                problems.append(Problem(column, said))
            head[column] = before or given
    problems += [problem for row in rows for problem in _unreadable(row)]
    billed = [row for row in rows if any(row[name] for name in LINE_FIELDS)]
    head["name"] = head["name"] or next((row["text"] or row["article"] for row in billed), "")
    lines = tuple(
        {name: told_apart(row[name]) if name in AMOUNTS else row[name] for name in LINE_FIELDS} for row in billed
    )
    places = {row.line: place for place, row in enumerate(billed, 1)}
    changes = tuple(_change(row, places) for row in rows if any(row[name] for name in OF_CHANGE))
    return ListedContract(rows[0].line, ContractInput(fields=head, lines=lines, changes=changes), tuple(problems))


def _change(row: Row, places: Mapping[int, int]) -> dict[str, str]:
    """Return a price change as the card takes it; a new price beside a line is that line's where no other is named."""
    change = {name: told_apart(row[column]) if column in CHANGED else row[column] for column, name in OF_CHANGE.items()}
    if change["price"] and not change["line"] and row.line in places:
        change["line"] = str(places[row.line])
    return change


def _unreadable(row: Row) -> Iterator[Problem]:
    """Yield the amounts that could be read as two; whatever else is wrong with one, the card tells."""
    for name in (*AMOUNTS, *CHANGED):
        try:
            number(row, name)
        except TwoNumbers as refusal:
            yield Problem(OF_CHANGE.get(name, name), refusal.message)
        except Invalid:
            continue
