"""Correcting what was issued: crediting an invoice, undoing a run, and making requests anew."""

from billing.corrections.actions.crediting import SentAlready, TakenBack, Wanted, credit_invoice
from billing.corrections.actions.reissuing import CopyWaiting, reissue
from billing.corrections.actions.undo_chunks import UndoChunk, undo_chunk
from billing.corrections.actions.undoing import AlreadyUndone, undo_run

__all__ = [
    "AlreadyUndone",
    "CopyWaiting",
    "SentAlready",
    "TakenBack",
    "UndoChunk",
    "Wanted",
    "credit_invoice",
    "reissue",
    "undo_chunk",
    "undo_run",
]
