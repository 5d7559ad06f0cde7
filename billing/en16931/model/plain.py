"""The model as plain values that a JSON column keeps, and back; read by the types that the model declares."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from billing.en16931.model.invoice import Invoice

Plain = Any
Change = Callable[[Any], Any]


def to_plain(invoice: Invoice) -> dict[str, Plain]:
    """Return an invoice as JSON can keep it; what is empty or usual is left out."""
    plain: dict[str, Plain] = _writer(Invoice)(invoice)
    return plain


def from_plain(kept: Mapping[str, Plain]) -> Invoice:
    """Return the invoice that `to_plain` wrote.

    Raises:
        TypeError, ValueError: the value isn't one that it wrote.
    """
    invoice: Invoice = _reader(Invoice)(kept)
    return invoice


@cache
def _writer(kind: Any) -> Change:
    """Return what turns a value of a type into a plain one; worked out once a type, not at each of its values."""
    if is_dataclass(kind):
        return _class_writer(kind)
    if get_origin(kind) is tuple:
        item = _writer(get_args(kind)[0])
        return lambda values: [item(value) for value in values]
    if isinstance(kind, UnionType):
        inner = _writer(next(option for option in get_args(kind) if option is not NoneType))
        return lambda value: None if value is None else inner(value)
    return WRITTEN[kind]


def _class_writer(kind: Any) -> Change:
    hints = get_type_hints(kind)
    parts = tuple((field.name, _default(field), _writer(hints[field.name])) for field in fields(kind))

    def write(value: Any) -> Plain:
        # An invoice has some three hundred fields, and most are as usual: the loop is all that this costs.
        said = {}
        for name, usual, written in parts:
            item = getattr(value, name)
            if item is not usual and item != usual:
                said[name] = written(item)
        return said

    return write


def _default(field: Any) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


@cache
def _reader(kind: Any) -> Change:
    """Return what turns a plain value into a type: a class of the model, a tuple, an optional or a scalar."""
    if is_dataclass(kind):
        return _class_reader(kind)
    if get_origin(kind) is tuple:
        item = _reader(get_args(kind)[0])
        return lambda values: tuple(item(value) for value in values)
    if isinstance(kind, UnionType):
        inner = _reader(next(option for option in get_args(kind) if option is not NoneType))
        return lambda value: None if value is None else inner(value)
    return SCALARS[kind]


def _class_reader(kind: Any) -> Change:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}
    return lambda kept: kind(**{name: readers[name](value) for name, value in kept.items()})


WRITTEN: Mapping[Any, Change] = {
    str: str,
    bool: bool,
    int: int,
    Decimal: str,
    date: str,
    bytes: lambda value: base64.b64encode(value).decode(),
}
SCALARS: Mapping[Any, Change] = {
    str: str,
    bool: bool,
    int: int,
    Decimal: Decimal,
    date: date.fromisoformat,
    bytes: base64.b64decode,
}
