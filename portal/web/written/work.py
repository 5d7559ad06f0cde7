"""What the form of an invoice asks of ROT and RUT work: its kind and hours at the line, the buyer and the home once."""

from collections.abc import Callable, Iterable, Iterator

from billing.countries.se.household_work import KINDS
from billing.desk.rules.person import is_masked
from billing.desk.rules.typed import PERSON, TypedInvoice, TypedLine
from billing.desk.rules.work import INVALID_PERSON
from portal.web._design import Field
from portal.web._design.fields import Option
from portal.web._design.words import Words, say
from tenants.kernel.language import msg

Take = Callable[[str], tuple[Words, ...]]


def line_fields(place: int, line: TypedLine, wrong: Take) -> Iterator[Field]:
    """Yield the fields of a line: the kind, which says whether it is ROT or RUT, and the hours."""
    kinds = [Option(code, f"{kind.reduction.upper()}: {say(kind.name)}") for code, kind in KINDS.items()]
    if line.work_kind and line.work_kind not in KINDS:
        kinds.append(Option(line.work_kind, line.work_kind))
    name = f"lines.{place}.work_kind"
    yield Field(
        name=name,
        label=msg("Kind of ROT or RUT work"),
        kind="select",
        value=line.work_kind,
        errors=wrong(name),
        options=(Option("", msg("Not ROT or RUT work")), *kinds),
    )
    name = f"lines.{place}.work_hours"
    yield Field(
        name=name, label=msg("Hours of work"), kind="number", value=line.work_hours, errors=wrong(name), maxlength=20
    )


def work_fields(typed: TypedInvoice, wrong: Take) -> Iterator[Field]:
    """Yield the fields of the buyer and the home."""
    yield person_field(typed, wrong(PERSON))
    for name, label, value, hint in (
        ("property_name", msg("Property designation"), typed.property_name, msg("Of a house, for ROT work.")),
        (
            "association",
            msg("Organisation number of the housing association"),
            typed.association,
            msg("Of a flat, for ROT work."),
        ),
        ("apartment", msg("Apartment"), typed.apartment, msg("Its number, as the association has it.")),
    ):
        yield Field(name=name, label=label, value=value, errors=wrong(name), hint=hint, maxlength=100)


def person_field(typed: TypedInvoice, errors: tuple[Words, ...] = ()) -> Field:
    """Return the field of the buyer's personal id, which is shown masked, and empty where it wasn't valid."""
    is_kept = is_masked(typed.personal_id)
    if typed.personal_id and not is_kept and not errors:
        errors = (INVALID_PERSON,)
    return Field(
        name=PERSON,
        label=msg("Personal identity number"),
        value=typed.personal_id if is_kept else "",
        hint=msg("The buyer's, with ten or twelve digits. It is kept sealed, and shown masked from then on."),
        errors=errors,
        autocomplete="off",
        maxlength=20,
    )


def is_open(fields: Iterable[Field]) -> bool:
    """Return whether something is typed in one of the fields, or wrong with it."""
    return any(field.value or field.errors for field in fields)
