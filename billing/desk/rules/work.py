"""ROT and RUT work in an invoice that somebody writes: the kind and hours of a line, whose it is and where."""

from collections.abc import Mapping
from decimal import Decimal

from billing.countries.se.household_work import KINDS
from billing.desk.rules.typed import PERSON, TypedInvoice, TypedLine
from billing.invoices.rules.work_marks import Work
from tenants.kernel.language import msg

# Where the form asks for what the check of a request finds at a line: of the buyer and the home once for all lines.
AT_FORM: Mapping[str, str] = {
    PERSON: PERSON,
    "property": "property_name",
    "housing_association": "association",
    "apartment": "apartment",
}
NO_KIND = msg("Say what kind of ROT or RUT work it is.")
INVALID_PERSON = msg("The personal identity number wasn't valid, so it isn't kept. Type it again.")


def work_said(line: TypedLine, typed: TypedInvoice, hours: Decimal | None) -> Work | None:
    """Return what ROT or RUT work a line is said to be, or None where its kind isn't one that the law knows.

    >>> work_said(TypedLine(work_kind="painting"), TypedInvoice(property_name="Eken 1:23"), None).reduction
    'rot'
    """
    kind = KINDS.get(line.work_kind)
    if kind is None:
        return None
    return Work(
        reduction=kind.reduction,
        kind=line.work_kind,
        hours=hours,
        person=typed.personal_id,
        property_name=typed.property_name,
        association=typed.association,
        apartment=typed.apartment,
    )
