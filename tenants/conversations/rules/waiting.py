"""Whom a conversation waits for.

Whoever asked waits until the other side writes; then it is for the asking side to read the answer and to close, or to
ask on. What the other side didn't answer by its day comes back to the side that asked.
"""

from datetime import date
from typing import Literal

Side = Literal["firm", "client"]
State = Literal["open", "answered", "closed"]
Part = Literal["asked", "answered", "overdue", ""]


def other(side: str) -> Side:
    """Return the side across the table.

    >>> other("firm")
    'client'
    """
    return "client" if side == "firm" else "firm"


def state_after(asked_side: str, writing_side: str) -> State:
    """Return the state once a side has written: whoever asked opens it anew, the other side answers it.

    >>> state_after("firm", "client"), state_after("firm", "firm")
    ('answered', 'open')
    """
    return "open" if writing_side == asked_side else "answered"


def part_for(side: str, *, state: str, asked_side: str, due_on: date | None, on: date) -> Part:
    """Return why a conversation waits for a side on a day; empty where it doesn't.

    >>> part_for("firm", state="open", asked_side="client", due_on=None, on=date(2026, 11, 23))
    'asked'
    >>> part_for("firm", state="open", asked_side="firm", due_on=date(2026, 11, 20), on=date(2026, 11, 23))
    'overdue'
    """
    if state == "open" and asked_side != side:
        return "asked"
    if state == "answered" and asked_side == side:
        return "answered"
    if state == "open" and due_on is not None and due_on < on:
        return "overdue"
    return ""
