"""Reading what corrects what."""

from billing.corrections.queries.credits import Corrections, corrections_of, uncredited_among
from billing.corrections.queries.undoing import to_credit, undo_of

__all__ = ["Corrections", "corrections_of", "to_credit", "uncredited_among", "undo_of"]
