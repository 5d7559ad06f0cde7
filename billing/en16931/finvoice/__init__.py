"""Finvoice 3.0: the file's frame, a reader of every version since 1.3, and a writer in EN 16931 mode."""

from billing.en16931.finvoice.envelope import Frame, framed, read_frame
from billing.en16931.finvoice.frame import FinvoiceMessage, split
from billing.en16931.finvoice.reading.document import read_finvoice, read_finvoice_file
from billing.en16931.finvoice.refusals import CannotWrite, UnreadableFinvoice
from billing.en16931.finvoice.writing.document import write_finvoice

__all__ = [
    "CannotWrite",
    "FinvoiceMessage",
    "Frame",
    "UnreadableFinvoice",
    "framed",
    "read_finvoice",
    "read_finvoice_file",
    "read_frame",
    "split",
    "write_finvoice",
]
