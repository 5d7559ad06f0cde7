"""What came of handing something to the outside: done, surely not done, or nobody knows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Done:
    """It was taken over; the receipt is what the other side called it."""

    receipt: str


@dataclass(frozen=True, slots=True)
class NotDone:
    """It surely wasn't taken over; unless that is final, the same thing may be tried again later."""

    reason: str
    final: bool
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been taken over or not; the stage says how far it came. Ask, never send again blindly."""

    stage: str
    reason: str = ""


Outcome = Done | NotDone | Unknown
