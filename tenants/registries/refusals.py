"""What is wrong with a number that somebody typed; each sentence names the number and the fault."""

from tenants.kernel.refusals import Invalid


class NumberMissing(Invalid):
    """The %(name)s is missing."""


class NotDigits(Invalid):
    """The %(name)s %(given)s has something else than digits in it."""


class WrongLength(Invalid):
    """The %(name)s %(given)s has %(count)s digits; it should have %(expected)s."""


class WrongCheckDigit(Invalid):
    """The check digit of the %(name)s %(given)s is wrong: is a digit mistyped, or have two changed places?"""


class NotGivenOut(Invalid):
    """No %(name)s looks like %(given)s."""
