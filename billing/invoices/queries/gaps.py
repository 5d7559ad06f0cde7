"""The numbers of every series counted over a period: the evidence that none is missing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import text

from billing.invoices.rules.gaps import Counted, Range, missing
from billing.streams.queries import SeriesFacts, series_rows
from billing.streams.rules import printed_number
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId

# Shown in the report as it is asked here, so that whoever audits can ask the database the same.
STATEMENT = """\
select series_id, series_year, min(place_in_series) as first_place, max(place_in_series) as last_place,
       count(*) as count, count(*) filter (where kind = 'credit_note') as credit_notes,
       min(issued_on) as first_on, max(issued_on) as last_on,
       coalesce(json_agg(json_build_array(before + 1, place_in_series - 1) order by place_in_series)
                filter (where place_in_series - before > 1), '[]') as between
  from (select series_id, series_year, place_in_series, kind, issued_on,
               lag(place_in_series) over (partition by series_id, series_year order by place_in_series) as before
          from invoice
         where workspace_id = :workspace and series_id is not null and issued_on between :since and :until) as numbered
 group by series_id, series_year
 order by series_id, series_year"""
# As an array, so that the invoices are looked up by number: row security lets no semi-join do that.
CREDITED = text("""\
select i.series_id, i.series_year, count(distinct i.id)
  from invoice i
 where i.workspace_id = :workspace and i.series_id is not null and i.issued_on between :since and :until
   and i.kind = 'invoice' and i.number = any(array(
       select p ->> 'number' from invoice c, jsonb_array_elements(c.content -> 'preceding_invoices') as p
        where c.workspace_id = :workspace and c.kind = 'credit_note'))
 group by i.series_id, i.series_year""")
LONG_AGO, FAR_AHEAD = date(1, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRow:
    """A series in a year, as counted over the period; `missing` are printed numbers, from and to.

    `begins_at` is the number that the series began with here: those before it were given in an earlier program.
    """

    series: SeriesFacts
    year: int
    begins_at: str
    first_number: str
    last_number: str
    first_on: date
    last_on: date
    count: int
    expected: int
    credit_notes: int
    credited: int
    missing: tuple[tuple[str, str], ...]


def number_rows(
    workspace_id: WorkspaceId, since: date | None = None, until: date | None = None
) -> tuple[NumberRow, ...]:
    """Return what was issued in each series over a period, both days counting; no day: from or to the end.

    Within a series invoice dates never go back, so a period holds consecutive numbers. Where no day bounds it, the
    series' own beginning and its next number are held against what was counted too.
    """
    series = {one.id: one for one in series_rows(workspace_id)}
    asked = {"workspace": workspace_id, "since": since or LONG_AGO, "until": until or FAR_AHEAD}
    found = db.session.execute(text(STATEMENT), asked).all()
    credited = {(row[0], row[1]): row[2] for row in db.session.execute(CREDITED, asked)}
    earliest = {row.series_id: row.series_year for row in reversed(found)}
    rows = []
    for row in found:
        facts = series[row.series_id]
        begins_at = facts.first_number if earliest[row.series_id] == row.series_year else 1
        holes = missing(
            _counted(row),
            begins_at=begins_at if since is None else None,
            next_place=facts.next_number if until is None and row.series_year == facts.year else None,
        )
        credits_ = credited.get((row.series_id, row.series_year), 0)
        rows.append(_row(row, facts, begins_at, credits_, holes))
    return tuple(sorted(rows, key=lambda one: (one.series.prefix, one.year)))


def _counted(row: Any) -> Counted:
    holes: tuple[Range, ...] = tuple((low, high) for low, high in row.between)
    return Counted(first=row.first_place, last=row.last_place, count=row.count, between=holes)


def _row(row: Any, facts: SeriesFacts, begins_at: int, credited: int, holes: tuple[Range, ...]) -> NumberRow:
    def printed(place: int) -> str:
        return printed_number(facts.prefix, facts.digits, place, row.series_year or None)

    return NumberRow(
        series=facts,
        year=row.series_year,
        begins_at=printed(begins_at),
        first_number=printed(row.first_place),
        last_number=printed(row.last_place),
        first_on=row.first_on,
        last_on=row.last_on,
        count=row.count,
        expected=_counted(row).expected,
        credit_notes=row.credit_notes,
        credited=credited,
        missing=tuple((printed(low), printed(high)) for low, high in holes),
    )
