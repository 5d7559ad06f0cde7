"""Reading runs: what one would do, how far one has come, and what one did."""

from billing.runs.queries.chunks import chunk_invoices
from billing.runs.queries.collective import collective_invoices, requests_in
from billing.runs.queries.credits import is_credit_only
from billing.runs.queries.dating import DateBeforeLast, DateTooFarAhead, DueBeforeIssue, DueTooFarAhead
from billing.runs.queries.history import RunFacts, RunQuery, RunRow, get_run, run_count, run_rows
from billing.runs.queries.outcome import SetAsideRow
from billing.runs.queries.progress import NoSuchRun, RunProgress, run_progress
from billing.runs.queries.rehearsal import Rehearsal, RehearsedSetAside, rehearse
from billing.runs.queries.standstill import Standstill

__all__ = [
    "DateBeforeLast",
    "DateTooFarAhead",
    "DueBeforeIssue",
    "DueTooFarAhead",
    "NoSuchRun",
    "Rehearsal",
    "RehearsedSetAside",
    "RunFacts",
    "RunProgress",
    "RunQuery",
    "RunRow",
    "SetAsideRow",
    "Standstill",
    "chunk_invoices",
    "collective_invoices",
    "get_run",
    "is_credit_only",
    "rehearse",
    "requests_in",
    "run_count",
    "run_progress",
    "run_rows",
]
