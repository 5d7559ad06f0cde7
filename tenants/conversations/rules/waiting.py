"""Whom a conversation waits for.

Whoever asked waits until the other side writes; then it is for the asking side to read the answer and to close, or to
ask on. What the other side didn't answer by its day comes back to the side that asked.
"""

from typing import Literal

Side = Literal["firm", "client"]
State = Literal["open", "answered", "closed"]


def state_after(asked_side: str, writing_side: str) -> State:
    """Return the state once a side has written: whoever asked opens it anew, the other side answers it.

    >>> state_after("firm", "client"), state_after("firm", "firm")
    ('answered', 'open')
    """
    return "open" if writing_side == asked_side else "answered"
