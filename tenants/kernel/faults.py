"""Named places at which a test may stop the process; in production they cost one look at a constant.

The variable SAMLA_KILL_AT names a place, and with `:n` its n-th passing, at which the process kills itself.
"""

import os
import signal
from collections import Counter

_AT, _, _TIMES = os.environ.get("SAMLA_KILL_AT", "").partition(":")
_passed: Counter[str] = Counter()


def reached(place: str) -> None:
    """Say that a place is reached; the process ends here, as if by power cut, when a test wants it."""
    if _AT and place == _AT:
        _passed[place] += 1
        if _passed[place] >= int(_TIMES or 1):
            os.kill(os.getpid(), signal.SIGKILL)
