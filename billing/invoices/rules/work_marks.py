"""How a line of a request is marked as ROT or RUT work: properties of what is sold, until the invoice is issued.

The person's number is never among them, only its masked form; the number itself is sealed beside the request.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from billing.countries.se.household_work import REDUCTIONS, Reduction
from billing.en16931.model import Attribute, Line

NAME = "rot_rut"
PERSON_INVALID = "invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Labour that a Swedish buyer gets a tax reduction for; what isn't stated is empty.

    `person` is the masked personal id, or `invalid`; `property_name`, or `association` (its organisation number) and
    `apartment`, say where the home is.
    """

    reduction: Reduction
    kind: str = ""
    hours: Decimal | None = None
    person: str = ""
    property_name: str = ""
    association: str = ""
    apartment: str = ""


def marked(line: Line, work: Work) -> Line:
    """Return a line marked as work."""
    attributes = (*line.item.attributes, *_attributes(work))
    return replace(line, item=replace(line.item, attributes=attributes))


def work_of(line: Line) -> Work | None:
    """Return what a line is marked as, or None.

    >>> from billing.en16931.model import Item, Price, VatTreatment
    >>> plain = Line(id="1", quantity=Decimal(1), price=Price(net=Decimal(9)), item=Item(name="X"), vat=VatTreatment())
    >>> work_of(marked(plain, Work(reduction="rot", kind="painting"))).kind, work_of(plain)
    ('painting', None)
    """
    stated = {each.name: each.value for each in line.item.attributes if _is_mark(each)}
    reduction = next((each for each in REDUCTIONS if each == stated.get(NAME)), None)
    if reduction is None:
        return None
    hours = stated.get(f"{NAME}_hours")
    return Work(
        reduction=reduction,
        kind=stated.get(f"{NAME}_kind", ""),
        hours=Decimal(hours) if hours else None,
        person=stated.get(f"{NAME}_person", ""),
        property_name=stated.get(f"{NAME}_property", ""),
        association=stated.get(f"{NAME}_association", ""),
        apartment=stated.get(f"{NAME}_apartment", ""),
    )


def unmarked(line: Line) -> tuple[Attribute, ...]:
    """Return a line's properties without its mark."""
    return tuple(each for each in line.item.attributes if not _is_mark(each))


def _is_mark(attribute: Attribute) -> bool:
    return attribute.name == NAME or attribute.name.startswith(f"{NAME}_")


def _attributes(work: Work) -> Iterator[Attribute]:
    yield Attribute(NAME, work.reduction)
    stated = {
        "kind": work.kind,
        "hours": f"{work.hours:f}" if work.hours is not None else "",
        "person": work.person,
        "property": work.property_name,
        "association": work.association,
        "apartment": work.apartment,
    }
    yield from (Attribute(f"{NAME}_{name}", value) for name, value in stated.items() if value)
