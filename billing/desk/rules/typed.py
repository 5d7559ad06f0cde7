"""An invoice as somebody writes it in the portal: all of it is text until it is read, so that any draft can be kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

LONGEST, LONGEST_MESSAGE, MOST_LINES = 300, 2000, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedLine:
    """A line as written; `vat` is a use of the country's table of rates, a category, or empty: as the card says.

    `household_work` is empty, or says that the line is work for the household deduction; `work_kind` is the kind of
    ROT or RUT work that it is, with its hours.
    """

    article: str = ""
    text: str = ""
    quantity: str = "1"
    unit: str = "C62"
    price: str = ""
    discount: str = ""
    vat: str = ""
    household_work: str = ""
    work_kind: str = ""
    work_hours: str = ""

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was written in it yet."""
        return not (self.text or self.price or self.article)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedInvoice:
    """An invoice as written, with the ids of the customer and the stream as text.

    `personal_id` is whose ROT or RUT work it is, only ever masked, or `invalid`; the home is the property, or the
    housing association's number and the apartment.
    """

    customer_id: str = ""
    stream_id: str = ""
    delivered_on: str = ""
    period_start: str = ""
    period_end: str = ""
    order_reference: str = ""
    buyer_reference: str = ""
    message: str = ""
    vat_reason: str = ""
    personal_id: str = ""
    property_name: str = ""
    association: str = ""
    apartment: str = ""
    lines: tuple[TypedLine, ...] = (TypedLine(),)

    @property
    def has_work(self) -> bool:
        """Return whether a line is said to be ROT or RUT work."""
        return any(line.work_kind for line in self.lines)

    @property
    def subject(self) -> str:
        """Return what a list calls it: the text of its first line."""
        return next((line.text for line in self.lines if line.text), "")[:200]

    def to_json(self) -> dict[str, Any]:
        """Return it as a column keeps it."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Return what `to_json` stored."""
        lines = tuple(TypedLine(**line) for line in stored["lines"])
        return cls(**{**stored, "lines": lines})


PERSON = "personal_id"
HEAD = tuple(entry.name for entry in fields(TypedInvoice) if entry.name not in {"lines", PERSON})
OF_LINE = tuple(entry.name for entry in fields(TypedLine))


def read_form(form: Mapping[str, str]) -> TypedInvoice:
    """Return what a form says but for the personal id, which `rules.person` reads and masks.

    Its lines are `lines.1.text` and so on, and those left empty are dropped but the first.

    >>> read_form({"customer_id": "c", "lines.1.text": "Kiln", "lines.2.text": ""}).lines[0].text
    'Kiln'
    """
    head = {name: _text(form, name, LONGEST_MESSAGE if name == "message" else LONGEST) for name in HEAD}
    lines = []
    for place in range(1, MOST_LINES + 1):
        if f"lines.{place}.text" not in form:
            break
        lines.append(TypedLine(**{name: _text(form, f"lines.{place}.{name}", LONGEST) for name in OF_LINE}))
    return TypedInvoice(**head, lines=tuple(line for line in lines if not line.is_empty) or (TypedLine(),))


def _text(form: Mapping[str, str], name: str, longest: int) -> str:
    kept = "".join(sign for sign in form.get(name, "") if sign.isprintable() or sign == "\n")
    return kept.strip()[:longest]
