"""The form that puts a request right on its own page: its fields as they stand, each with what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from flask import url_for

from billing.articles.rules.tax import UNTAXED
from billing.countries.register import country_rules
from billing.countries.since import NoFigure
from billing.documents.invoice.wording import UNITS, unit_name
from billing.en16931.model import Line
from billing.requests.actions.checking import JUDGED
from billing.requests.actions.fixing import InRun, is_in_run
from billing.requests.queries import RequestFacts
from billing.requests.rules.fixing import DAYS, FIGURES, HEAD, LINE, SOURCES, is_of_sums, line_name, mark_of, said
from billing.requests.rules.vat import MUST_SAY_WHY, supply_day
from portal.web._design import Action, Field, Option
from portal.web._design.fields import unplaced
from portal.web._design.filters import percent
from portal.web._design.words import Words, reader_language
from portal.web.reasons import permitted
from portal.web.requests.remedies import field_here
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import Country
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem

LABELS: Mapping[str, Message] = {
    "due_on": msg("Due date"),
    "period_start": msg("First day of the period"),
    "period_end": msg("Last day of the period"),
    "delivered_on": msg("Day of delivery"),
    "order_reference": msg("Order number"),
    "buyer_reference": msg("The customer's own reference"),
    "currency": msg("Currency"),
    "text": msg("What"),
    "quantity": msg("Quantity"),
    "unit": msg("Unit"),
    "price": msg("Price"),
    "vat": msg("VAT"),
    "vat_reason": msg("Why there is no VAT"),
}
DUE_HINT = msg("Empty: by the days to pay of the customer.")
RECKON = msg("Reckon the sums anew from the lines")


@dataclass(frozen=True, slots=True)
class FixLine:
    """A line to be put right: what it is called, and its answers in the order of the table."""

    id: str
    cells: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FixForm:
    """The form: fields of the whole request, its lines, and the mark of what they say; `is_open` where it is needed.

    `is_refused` says that what was typed can't be read, `others` what of that the form has no field for.

    `labels` are what the cells of a line are called; why there is no VAT is only asked where there is none.
    """

    labels: tuple[Message, ...]
    fields: tuple[Field, ...]
    lines: tuple[FixLine, ...]
    mark: str
    save: Action
    is_open: bool
    is_refused: bool
    others: tuple[Message, ...]

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """Return every field, for the list of errors above the form."""
        return (*self.fields, *(cell for line in self.lines for cell in line.cells))


def fix_form(
    actor: Actor,
    workspace_id: WorkspaceId,
    found: RequestFacts,
    country: Country,
    *,
    typed: Mapping[str, str] | None = None,
    problems: Sequence[Problem] = (),
) -> FixForm | None:
    """Return the form with what the request says, or what was typed with why it can't be read; None where it has none.

    A request that has left the list has none, nor one of the desk or a plan.
    """
    row = found.row
    if row.state not in JUDGED or row.source not in SOURCES:
        return None
    wrong = _wrong((*(Problem(field_here(one.field) or "", one.message) for one in row.problems), *problems))
    values = _shown(said(found.content)) | dict(typed or {})
    fields = _fields(values, wrong, [one.field for one in row.problems])
    choices = _vat_options(country, supply_day(found.content))
    asked = LINE if any(line.vat.category in MUST_SAY_WHY for line in found.content.lines) else LINE[:-1]
    lines = tuple(FixLine(line.id, _cells(line, asked, values, wrong, choices)) for line in found.content.lines)
    shown = (*fields, *(cell for line in lines for cell in line.cells))
    return FixForm(
        labels=tuple(LABELS[what] for what in asked),
        fields=fields,
        lines=lines,
        mark=mark_of(found.content, found.unsaid),
        save=_save(actor, workspace_id, found),
        is_open=bool(problems) or any(field.errors for field in shown),
        is_refused=bool(problems),
        others=unplaced(problems, shown),
    )


def _save(actor: Actor, workspace_id: WorkspaceId, found: RequestFacts) -> Action:
    url = url_for("requests.fix", workspace_id=workspace_id, request_id=found.row.id)
    action = Action(label=msg("Save and check again"), url=url, weight="primary")
    action = permitted(action, actor, Permission.EDIT_REQUESTS, workspace_id)
    if action.allowed and is_in_run(workspace_id, found.row.id):
        return replace(action, refusal=InRun(found.row.id).message)
    return action


def _wrong(problems: Iterable[Problem]) -> dict[str, tuple[Words, ...]]:
    wrong: dict[str, tuple[Words, ...]] = {}
    for problem in problems:
        wrong[problem.field] = (*wrong.get(problem.field, ()), problem.message)
    return wrong


def _shown(values: Mapping[str, str]) -> dict[str, str]:
    """Return what a request says, figures with the decimal sign of the reader."""
    sign = "." if reader_language() == "en" else ","
    return {
        name: text.replace(".", sign) if name.rpartition(".")[2] in FIGURES else text for name, text in values.items()
    }


def _fields(
    values: Mapping[str, str], wrong: Mapping[str, tuple[Words, ...]], problems: Sequence[str]
) -> tuple[Field, ...]:
    # A currency is only asked for where it isn't one: prices of one currency aren't those of another.
    names = (name for name in HEAD if name != "currency" or "currency" in problems)
    fields = tuple(
        Field(
            name=name,
            label=LABELS[name],
            kind="date" if name in DAYS else "text",
            value=values[name],
            hint=DUE_HINT if name == "due_on" else "",
            errors=wrong.get(name, ()),
            maxlength=None if name in DAYS else 200,
        )
        for name in names
    )
    if not any(map(is_of_sums, problems)):
        return fields
    checked = values.get("reckon") == "y"
    errors = wrong.get("reckon", ())
    return (*fields, Field(name="reckon", label=RECKON, kind="checkbox", checked=checked, errors=errors))


def _cells(
    line: Line,
    asked: Sequence[str],
    values: Mapping[str, str],
    wrong: Mapping[str, tuple[Words, ...]],
    choices: tuple[Option, ...],
) -> tuple[Field, ...]:
    def cell(what: str) -> Field:
        name = line_name(line.id, what)
        label = msg("%(field)s, line %(line)s", field=LABELS[what], line=line.id)
        field = Field(name=name, label=label, value=values[name], errors=wrong.get(name, ()), maxlength=500)
        options = {"vat": choices, "unit": _unit_options(values[name])}.get(what)
        return replace(field, kind="select", options=_with(options, values[name])) if options else field

    return tuple(map(cell, asked))


def _unit_options(current: str) -> tuple[Option, ...]:
    """Return the units that are usual on Nordic invoices (UN/ECE Recommendation 20), one of each name."""
    language = reader_language()
    named: dict[str, str] = {}
    for code in (*filter(UNITS.__contains__, (current,)), *UNITS):
        named.setdefault(unit_name(code, language), code)
    return tuple(Option(code, name) for name, code in named.items())


def _vat_options(country: Country, on: date) -> tuple[Option, ...]:
    """Return how a line may be taxed on a day: the rates of the law, the highest first, and the categories."""
    try:
        rates = sorted({rate.percent for rate in country_rules(country).vat.rates(on) if rate.percent}, reverse=True)
    except NoFigure:
        rates = []
    taxed = (Option(f"S:{rate.normalize():f}", percent(rate)) for rate in rates)
    return (*taxed, *(Option(code, label) for code, label in UNTAXED.items()))


def _with(choices: tuple[Option, ...], value: str) -> tuple[Option, ...]:
    """Return choices with what a line says now, where that is none of them."""
    if value in {option.value for option in choices}:
        return choices
    rate = value.partition(":")[2]
    label = percent(Decimal(rate)) if rate else msg("Choose") if value in {"", "S"} else value
    return (Option(value, label), *choices)
