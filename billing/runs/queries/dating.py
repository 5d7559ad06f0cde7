"""Which days the invoices of a run can have, as their series stands."""

from datetime import date

from billing.invoices.queries import last_issued_on
from billing.invoices.rules.days import latest_due_day, latest_issue_day
from tenants.kernel.ids import SeriesId, WorkspaceId
from tenants.kernel.refusals import Conflict


class DueBeforeIssue(Conflict):
    """The due date is before the invoice date; choose that day or a later one."""

    field = "due_on"


class DueTooFarAhead(Conflict):
    """The due date is too far from the invoice date; choose %(latest)s or earlier."""

    field = "due_on"


class DateBeforeLast(Conflict):
    """The newest invoice of this series is dated %(day)s; choose that day or a later one."""

    field = "issued_on"


class DateTooFarAhead(Conflict):
    """The invoice date is too far ahead, and later ones couldn't be dated before it; choose %(latest)s or earlier."""

    field = "issued_on"


def find_wrong_day(
    workspace_id: WorkspaceId, series_id: SeriesId, issued_on: date, due_on: date | None = None, *, today: date
) -> Conflict | None:
    """Return why the series can't have such days: dates never go back in it, and so mustn't run far ahead of today.

    A series whose newest invoice is far ahead already goes on with the day of that one.
    """
    last, latest = last_issued_on(workspace_id, series_id), latest_issue_day(today)
    if last is not None and issued_on < last:
        return DateBeforeLast(series_id, day=last)
    if issued_on > max(latest, last or latest):
        return DateTooFarAhead(series_id, latest=latest)
    if due_on is not None and due_on < issued_on:
        return DueBeforeIssue(series_id)
    if due_on is not None and due_on > latest_due_day(issued_on):
        return DueTooFarAhead(series_id, latest=latest_due_day(issued_on))
    return None


def refuse_wrong_days(
    workspace_id: WorkspaceId, series_id: SeriesId, issued_on: date, due_on: date | None = None, *, today: date
) -> None:
    """Refuse days that the series can't have.

    Raises:
        DateBeforeLast, DateTooFarAhead: the invoice date is before the series' newest, or too far ahead.
        DueBeforeIssue, DueTooFarAhead: the due day is before the invoice date, or beyond the longest term.
    """
    if refusal := find_wrong_day(workspace_id, series_id, issued_on, due_on, today=today):
        raise refusal
