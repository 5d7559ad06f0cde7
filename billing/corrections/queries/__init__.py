"""Reading what corrects what."""

from billing.corrections.queries.credits import Corrections, corrections_of, uncredited_among
from billing.corrections.queries.undoing import invoices_of_run, undo_of

__all__ = ["Corrections", "corrections_of", "invoices_of_run", "uncredited_among", "undo_of"]
