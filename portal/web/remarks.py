"""What is worth a look before a run, with its figures as the reader writes them."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from portal.web._design.filters import number
from tenants.kernel.language import Message

FIGURES = frozenset({"price", "listed", "now", "before", "total", "least"})


def remark_words(remarks: Iterable[Message]) -> tuple[Message, ...]:
    """Return remarks whose figures are written as the reader's language does."""
    return tuple(
        Message(each.id, {name: _said(value) if name in FIGURES else value for name, value in each.params.items()})
        for each in remarks
    )


def _said(value: object) -> object:
    try:
        return number(Decimal(str(value)))
    except InvalidOperation:
        return value
