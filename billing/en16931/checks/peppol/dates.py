"""Dates: how they are written, and that a line's period lies within the invoice's."""

from lxml.etree import _Element

from billing.en16931.checks.peppol.reading import BLANKS, EVERY, day, names, raw
from billing.en16931.checks.peppol.rule import Rule
from tenants.kernel.language import msg

DATES = names("IssueDate", "DueDate", "TaxPointDate", "StartDate", "EndDate", "ActualDeliveryDate")
_IN_A_LINE = (
    "/inv:Invoice[cac:InvoicePeriod/cbc:{end}]/cac:InvoiceLine/cac:InvoicePeriod/cbc:{end}"
    " | /cn:CreditNote[cac:InvoicePeriod/cbc:{end}]/cac:CreditNoteLine/cac:InvoicePeriod/cbc:{end}"
)


def _is_a_day(element: _Element) -> bool:
    return element.tag not in DATES or day(raw(element, ".")) is not None


def _starts_within(start: _Element) -> bool:
    mine, whole = (day(raw(start, at).strip(BLANKS)) for at in (".", "/*/cac:InvoicePeriod[1]/cbc:StartDate"))
    return mine is None or whole is None or mine >= whole  # F001 speaks of what is no date


def _ends_within(end: _Element) -> bool:
    mine, whole = (day(raw(end, at).strip(BLANKS)) for at in (".", "/*/cac:InvoicePeriod[1]/cbc:EndDate"))
    return mine is None or whole is None or mine <= whole


RULES = (
    Rule(
        "PEPPOL-EN16931-F001",
        "fatal",
        EVERY,
        _is_a_day,
        msg("A date must be written as YYYY-MM-DD."),
    ),
    Rule(
        "PEPPOL-EN16931-R110",
        "fatal",
        _IN_A_LINE.format(end="StartDate"),
        _starts_within,
        msg("The line's period starts before the invoice's period."),
    ),
    Rule(
        "PEPPOL-EN16931-R111",
        "fatal",
        _IN_A_LINE.format(end="EndDate"),
        _ends_within,
        msg("The line's period ends after the invoice's period."),
    ),
)
