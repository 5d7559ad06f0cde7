"""The columns of ROT and RUT work; the personal id has been cut out of the file and masked before it is read."""

from billing.countries.se.household_work import KINDS, REDUCTIONS
from billing.en16931.model import Line
from billing.invoices.rules.work_marks import Work, marked
from billing.requests.formats.table import Row
from billing.requests.formats.values import choice, number

PERSON = "personal_id"
# Of the request: whose the reduction is, and the home; and of each line.
OF_HOME = (PERSON, "property", "housing_association", "apartment")
OF_WORK = ("rot_rut", "work_kind", "work_hours")


def with_work(line: Line, row: Row, head: Row) -> Line:
    """Return a line marked as the ROT or RUT work that its row says it is; the home and the buyer are the request's.

    Raises:
        NotAChoice, NotANumber: a field can't be read.
    """
    stated = choice(row, "rot_rut", REDUCTIONS)
    reduction = next((each for each in REDUCTIONS if each == stated), None)
    if reduction is None:
        return line
    work = Work(
        reduction=reduction,
        kind=choice(row, "work_kind", tuple(KINDS)),
        hours=number(row, "work_hours"),
        person=head[PERSON],
        property_name=head["property"],
        association=head["housing_association"],
        apartment=head["apartment"],
    )
    return marked(line, work)
