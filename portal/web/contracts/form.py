"""A contract as a form: what was typed, read into an input, and shown again with what is wrong with it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from billing.contracts.rules.card import CHANGE_FIELDS, ContractInput
from billing.contracts.rules.facts import LINE_FIELDS, ContractFacts, PriceChange
from billing.contracts.rules.schedule import RHYTHMS
from billing.streams.queries import StreamFacts
from portal.web._design import Field, Option
from portal.web._design.words import Words
from portal.web.contracts.words import LABELS, label_of
from portal.web.contracts.words import RHYTHMS as RHYTHM_WORDS
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem

FIELDS = (
    "number", "customer_number", "name", "stream", "months", "periods", "billed", "starts_on", "ends_on",
    "paused_from", "paused_until", "order_reference",
)  # fmt: skip
SHORT = ("_quantity", "_unit", "_unit_price", "_vat_rate", "_percent", "_line", "_price")
SPARE_LINES, SPARE_CHANGES, MOST = 3, 1, 20
FIXED = msg("The contract has been billed, so this stays as it is.")
HINTS: Mapping[str, Message] = {
    "customer_number": msg("A customer that has a card."),
    "periods": msg("By the calendar, the first and the last period are billed by their days."),
    "billed": msg("In advance: on a period's first day. Afterwards: on the day after its last."),
    "ends_on": msg("Empty means until further notice."),
    "paused_until": msg("Empty means until further notice; paused days aren't billed."),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer of a line or a change in the form's table."""

    name: str
    label: Words
    value: str
    kind: str
    errors: tuple[Words, ...]

    @property
    def is_short(self) -> bool:
        """Return whether the answer is a few characters."""
        return self.name.endswith(SHORT)


@dataclass(frozen=True, slots=True)
class ContractForm:
    """A contract's fields, its lines and its price changes, and every error with the field it leads to.

    `others` is what is wrong with what the form has no field for.
    """

    fields: tuple[Field, ...]
    lines: tuple[tuple[Cell, ...], ...]
    changes: tuple[tuple[Cell, ...], ...]
    errors: tuple[tuple[str, Words, Words], ...]
    others: tuple[Message, ...]


def read(form: MultiDict[str, str], kept: ContractFacts | None = None, customer: str = "") -> ContractInput:
    """Return what was typed; what a billed contract keeps isn't sent, and is as it was."""
    texts = {name: form.get(name, "") for name in FIELDS}
    if kept is not None and kept.billed_until is not None:
        fixed = as_typed(kept, customer).fields
        texts |= {name: fixed[name] for name in ("number", "months", "periods", "billed", "starts_on")}
    return ContractInput(
        fields=texts,
        lines=tuple(_group(form, "line", LINE_FIELDS)),
        changes=tuple(_group(form, "change", CHANGE_FIELDS)),
    )


def as_typed(contract: ContractFacts, customer: str) -> ContractInput:
    """Return a contract that is kept as if it had been typed."""
    rhythm = contract.rhythm
    days = {name: getattr(rhythm, name) for name in ("starts_on", "ends_on", "paused_from", "paused_until")}
    return ContractInput(
        fields={
            "number": contract.number,
            "customer_number": customer,
            "name": contract.name,
            "stream": str(contract.stream_id),
            "months": str(rhythm.months),
            "periods": "calendar" if rhythm.by_calendar else "own",
            "billed": "advance" if rhythm.in_advance else "after",
            "order_reference": contract.order_reference,
            **{name: day.isoformat() if day else "" for name, day in days.items()},
        },
        lines=contract.lines,
        changes=tuple(map(_change_typed, contract.changes)),
    )


def _change_typed(change: PriceChange) -> dict[str, str]:
    texts = {"from_on": change.from_on.isoformat(), "reason": change.reason}
    if change.line is None or change.price is None:
        return {**texts, "percent": f"{change.percent:f}"}
    return {**texts, "line": str(change.line), "price": f"{change.price:f}"}


def contract_form(
    typed: ContractInput, problems: Sequence[Problem], streams: Sequence[StreamFacts], *, is_billed: bool
) -> ContractForm:
    """Return the form, with lines and changes to spare."""
    wrong: dict[str, tuple[Words, ...]] = {}
    for problem in problems:
        wrong[problem.field] = (*wrong.get(problem.field, ()), problem.message)
    options = tuple(_stream_options(streams, typed["stream"]))
    fields = tuple(_fields(typed, wrong, options, is_billed=is_billed))
    lines = _table("line", LINE_FIELDS, typed.lines, wrong, SPARE_LINES)
    changes = _table("change", CHANGE_FIELDS, typed.changes, wrong, SPARE_CHANGES)
    shown = {field.name for field in fields} | {cell.name for row in (*lines, *changes) for cell in row}
    placed = [one for one in problems if _name(one.field) in shown]
    return ContractForm(
        fields=fields,
        lines=lines,
        changes=changes,
        errors=tuple((f"field-{_name(one.field)}", label_of(one.field), one.message) for one in placed),
        others=tuple(one.message for one in problems if one not in placed),
    )


def _stream_options(streams: Sequence[StreamFacts], chosen: str) -> Iterable[Option]:
    """Yield the streams that are in use, and the contract's own also while it is switched off."""
    for stream in streams:
        if stream.active:
            yield Option(str(stream.id), stream.name)
        elif str(stream.id) == chosen:
            yield Option(str(stream.id), msg("%(name)s, switched off: nothing is billed meanwhile", name=stream.name))


def _fields(
    typed: ContractInput, wrong: Mapping[str, tuple[Words, ...]], streams: tuple[Option, ...], *, is_billed: bool
) -> Iterable[Field]:
    def field(name: str, **more: Any) -> Field:
        usual = {"value": typed[name], "hint": HINTS.get(name, ""), "errors": wrong.get(name, ()), "maxlength": 200}
        return Field(**{"name": name, "label": LABELS[name], **usual, **more})

    fixed = {"refusal": FIXED} if is_billed else {}
    yield field("number", required=True, **fixed)
    yield field("customer_number", required=True)
    yield field("name", required=True)
    yield field("stream", kind="select", options=streams)
    rhythms = tuple(Option(str(months), RHYTHM_WORDS[months]) for months in RHYTHMS)
    yield field("months", kind="select", options=rhythms, **fixed)
    yield from _choices(field, typed, fixed)
    yield field("starts_on", kind="date", required=True, maxlength=None, **fixed)
    for name in ("ends_on", "paused_from", "paused_until"):
        yield field(name, kind="date", maxlength=None)
    yield field("order_reference")


def _choices(field: Callable[..., Field], typed: ContractInput, fixed: Mapping[str, Any]) -> Iterable[Field]:
    periods = (Option("calendar", msg("By the calendar")), Option("own", msg("From the first day on")))
    yield field("periods", kind="select", options=periods, value=typed["periods"] or "calendar", **fixed)
    billed = (Option("advance", msg("In advance")), Option("after", msg("Afterwards")))
    yield field("billed", kind="select", options=billed, value=typed["billed"] or "advance", **fixed)


def _table(
    part: str,
    names: Sequence[str],
    rows: Sequence[Mapping[str, str]],
    wrong: Mapping[str, tuple[Words, ...]],
    spare: int,
) -> tuple[tuple[Cell, ...], ...]:
    padded = [*rows, *({} for _ in range(spare))][:MOST]
    return tuple(
        tuple(
            Cell(
                name=f"{part}_{place}_{name}",
                label=label_of(f"{part}s.{place}.{name}"),
                value=row.get(name, ""),
                kind="date" if name.endswith("_on") else "text",
                errors=wrong.get(f"{part}s.{place}.{name}", ()),
            )
            for name in names
        )
        for place, row in enumerate(padded, 1)
    )


def _group(form: MultiDict[str, str], part: str, names: Sequence[str]) -> Iterable[dict[str, str]]:
    for place in range(1, MOST + 1):
        row = {name: form.get(f"{part}_{place}_{name}", "").strip() for name in names}
        if any(row.values()):
            yield row


def _name(field: str) -> str:
    """Return what a problem's field is called in the form."""
    part, _, rest = field.partition(".")
    return f"{part[:-1]}_{rest.replace('.', '_')}" if rest else field
