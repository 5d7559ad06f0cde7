"""Contracts from CSV: one row a line, rows with the same number are one contract. Columns: README.md."""

from collections.abc import Iterator, Sequence
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
COLUMNS = ("number", *OF_CONTRACT, *LINE_FIELDS)


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
    for row in read_table(data, needed=NEEDED, known=COLUMNS, figures=AMOUNTS):
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
    head["name"] = head["name"] or rows[0]["text"] or rows[0]["article"]
    problems += [problem for row in rows for problem in _unreadable(row)]
    lines = tuple(
        {name: told_apart(row[name]) if name in AMOUNTS else row[name] for name in LINE_FIELDS} for row in rows
    )
    return ListedContract(rows[0].line, ContractInput(fields=head, lines=lines), tuple(problems))


def _unreadable(row: Row) -> Iterator[Problem]:
    """Yield the amounts that could be read as two; whatever else is wrong with one, the card tells."""
    for name in AMOUNTS:
        try:
            number(row, name)
        except TwoNumbers as refusal:
            yield Problem(name, refusal.message)
        except Invalid:
            continue
