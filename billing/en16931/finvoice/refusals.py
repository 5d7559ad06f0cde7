"""What is refused about a Finvoice file, each with the sentence that says where it is wrong."""

from collections.abc import Sequence

from tenants.kernel.refusals import Invalid, Problem


class UnreadableFinvoice(Invalid):
    """The file can't be read as Finvoice."""


class EmptyFile(UnreadableFinvoice):
    """The file is empty."""


class NotFinvoice(UnreadableFinvoice):
    """The file holds no Finvoice invoice."""


class BrokenMessage(UnreadableFinvoice):
    """Message %(number)s is damaged at line %(line)s of the file: %(problem)s"""


class UnknownEncoding(UnreadableFinvoice):
    """Message %(number)s, from line %(line)s, says it is written in %(encoding)s, which isn't read."""


class OtherEncoding(UnreadableFinvoice):
    """Message %(number)s, from line %(line)s, says it is written in %(encoding)s, but it is written in UTF-8."""


class NotAnInvoice(UnreadableFinvoice):
    """The Finvoice message is of the kind %(kind)s, which isn't an invoice or a credit note."""


class Cancellation(UnreadableFinvoice):
    """The Finvoice message cancels an earlier one (OriginCode Cancel); it isn't an invoice to read."""


class MissingElement(UnreadableFinvoice):
    """The Finvoice message lacks %(element)s."""


class NotAValue(UnreadableFinvoice):
    """%(element)s in line %(line)s has the value “%(value)s”, which isn't of the kind expected there."""


class OtherCurrency(UnreadableFinvoice):
    """%(element)s in line %(line)s is in %(currency)s, but the invoice is in %(expected)s."""


class CannotWrite(Invalid):
    """Finvoice can't carry this invoice."""

    def __init__(self, reasons: Sequence[Problem]) -> None:
        """Keep each reason with the business term it is about."""
        super().__init__()
        self.problems = tuple(reasons)
        self.reasons = tuple(reason.message for reason in reasons)

    def __str__(self) -> str:
        """Return every reason in English, a line each."""
        return "\n".join(str(reason) for reason in self.reasons)
