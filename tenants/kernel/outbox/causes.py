"""Why a task was given up: kept with the task, and said to a person in a sentence."""

import json

from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import InvalidFields, Refusal

LONGEST = 1000
# What the sweeper writes of a task whose worker never came to say anything.
DIED = "the worker died"
INTERRUPTED = msg(
    "Its worker ended in the middle each time, such as when the machine was started anew or had no memory left."
)
FAULT = msg("A fault of the program stopped it each time; the program's log has the details.")


def kept_of(fault: Exception) -> str:
    """Return a fault as a task keeps it: of a refusal its sentence, of anything else its kind and words for the log."""
    if isinstance(fault, InvalidFields) and fault.problems:
        return json.dumps(fault.problems[0].message.to_json())
    if isinstance(fault, Refusal):
        return json.dumps(fault.message.to_json())
    return f"{type(fault).__name__}: {fault}"[:LONGEST]


def cause_of(kept: str | None) -> Message:
    """Return why a task was given up, by what it keeps; the words of a fault say nothing to people.

    >>> str(cause_of('{"id": "The series is full.", "params": {}}'))
    'The series is full.'
    """
    if not kept or kept == DIED:
        return INTERRUPTED
    try:
        return Message.from_json(json.loads(kept))
    except (ValueError, KeyError, TypeError):
        return FAULT
