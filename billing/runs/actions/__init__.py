"""What a run does: it is started by a person, and carried out chunk by chunk."""

from billing.runs.actions.issuing import Chunk, give_up_chunk, issue_chunk
from billing.runs.actions.restarting import NotInterrupted, restart_run
from billing.runs.actions.starting import NothingToRun, RehearsalChanged, RequestsTaken, Wish, begin_run, start_run
from billing.runs.actions.summarising import keep_summary, summary_of

__all__ = [
    "Chunk",
    "NotInterrupted",
    "NothingToRun",
    "RehearsalChanged",
    "RequestsTaken",
    "Wish",
    "begin_run",
    "give_up_chunk",
    "issue_chunk",
    "keep_summary",
    "restart_run",
    "start_run",
    "summary_of",
]
