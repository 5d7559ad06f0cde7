"""What a run does: it is started by a person, and carried out chunk by chunk."""

from billing.runs.actions.issuing import Chunk, give_up_chunk, issue_chunk
from billing.runs.actions.starting import NothingToRun, RehearsalChanged, RequestsTaken, start_run
from billing.runs.actions.summarising import keep_summary, summary_of

__all__ = [
    "Chunk",
    "NothingToRun",
    "RehearsalChanged",
    "RequestsTaken",
    "give_up_chunk",
    "issue_chunk",
    "keep_summary",
    "start_run",
    "summary_of",
]
