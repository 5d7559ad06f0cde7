"""What is wrong with a number that somebody typed; each sentence names the number and the fault."""

from tenants.kernel.refusals import Invalid


class NumberMissing(Invalid):
    """The %(name)s is missing."""


class NotDigits(Invalid):
    """A %(name)s consists of digits; %(given)s has something else in it."""


class WrongLength(Invalid):
    """A %(name)s has %(expected)s digits; %(given)s has %(count)s."""


class WrongCheckDigit(Invalid):
    """The check digit of the %(name)s %(given)s is wrong: is a digit mistyped, or have two changed places?"""


class NotGivenOut(Invalid):
    """No %(name)s looks like %(given)s."""
