"""The buyer's personal id in a form: cut out of it and masked before anything is kept, told apart from "as before"."""

from dataclasses import replace
from datetime import date

from billing.desk.rules.typed import TypedInvoice
from billing.invoices.rules.work_marks import PERSON_INVALID
from tenants.kernel.refusals import Invalid
from tenants.registries.personal_ids import PersonalId, parse_personal_id

MASK = "********-**"


def read_person(text: str, on: date) -> tuple[str, PersonalId | None]:
    """Return what may be kept of what was typed in a field on a day, and the personal id itself if it is one.

    A masked one says "as before", and is none. What isn't a personal id becomes `invalid`.

    >>> read_person("811228-9874", date(2026, 11, 23))[0], read_person("********-**74", date(2026, 11, 23))
    ('********-**74', ('********-**74', None))
    """
    typed = "".join(text.split())
    if not typed or is_masked(typed):
        return typed, None
    try:
        person = parse_personal_id(typed, on)
    except Invalid:
        return PERSON_INVALID, None
    return person.masked, person


def is_masked(text: str) -> bool:
    """Return whether a text is a masked personal id.

    >>> is_masked("********-**74"), is_masked("********-**7"), is_masked("811228-9874")
    (True, False, False)
    """
    end = text.removeprefix(MASK)
    return text.startswith(MASK) and len(end) == 2 and end.isascii() and end.isdigit()  # noqa: PLR2004  the last two digits


def with_person_as_before(typed: TypedInvoice, kept: TypedInvoice, *, same_customer: bool) -> TypedInvoice:
    """Return what was typed, whose masked personal id stays only where it is the one that is kept.

    It is the customer's: where another one is chosen, it has to be typed again.
    """
    if not is_masked(typed.personal_id):
        return replace(typed, personal_id=PERSON_INVALID) if typed.personal_id else typed
    return typed if same_customer and typed.personal_id == kept.personal_id else replace(typed, personal_id="")
