"""A stream's page: its name, series, term of payment and texts, and whether it is in use."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import url_for

from billing.seller.queries import find_seller
from billing.streams.actions import RequestsWait, StreamCard
from billing.streams.queries import SeriesFacts, StreamFacts, ready_count, series_rows, stream_rows
from billing.streams.rules import DueRule, StreamTerms, Texts
from portal.web._design import Action, Field, Notice, Option
from portal.web._design.fields import unplaced
from portal.web._design.words import OWN_NAMES
from portal.web.factored import factored_stream
from portal.web.reasons import equipped
from portal.web.settings.numbers import whole
from portal.web.settings.preview import Preview, preview_of
from portal.web.settings.usual import Usual, usual_fields
from tenants.kernel.actor import Actor
from tenants.kernel.figures import read_figure
from tenants.kernel.ids import SeriesId
from tenants.kernel.language import LANGUAGES, Message, msg
from tenants.kernel.refusals import InvalidFields, Problem, Refusal
from tenants.plans.capabilities import Capability
from tenants.workspaces.queries import WorkspaceFacts

LONGEST_TEXT = 1000
RULES: dict[DueRule, Message] = {
    "days": msg("From the invoice date"),
    "month_end": msg("From the end of the invoice's month"),
}
LEAST_HINT = msg(
    "With VAT, in the company's currency. A run sets aside what comes to less, until more joins it on a collective"
    " invoice or somebody has it billed all the same. Empty: as in the settings; 0: everything is billed."
)
SHARING = msg("Streams may share a series; their invoices are then numbered together.")
Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TextSection:
    """A text of the stream in every language."""

    heading: Message
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamPage:
    """A stream to be changed; `waiting` says how many of its requests are ready."""

    stream: StreamFacts
    fields: tuple[Field, ...]
    texts: tuple[TextSection, ...]
    save: Action
    switch: Action
    waiting: int
    notices: tuple[Notice, ...]
    streams_url: str
    template_url: str
    preview: Preview | None
    problems: tuple[Problem, ...]

    @property
    def others(self) -> tuple[Message, ...]:
        """Return what is wrong with what the page has no field for."""
        return unplaced(self.problems, self.all_fields)

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """Return every field, for the list of errors above the form."""
        return (*self.fields, *(field for section in self.texts for field in section.fields))


def stream_page(
    actor: Actor,
    workspace: WorkspaceFacts,
    stream: StreamFacts,
    form: Form | None = None,
    problems: Iterable[Problem] = (),
    *,
    usual: Usual,
) -> StreamPage:
    """Return a stream as kept, or as typed with what is wrong; `usual` is what may be chosen as usual in it."""
    values = _values(stream) if form is None else form
    problems = tuple(problems)
    wrong = {problem.field: (problem.message,) for problem in problems}
    waiting, seller = ready_count(workspace.id, stream.id), find_seller(workspace.id)
    here = url_for("settings.stream", workspace_id=workspace.id, stream_id=stream.id)
    return StreamPage(
        stream=stream,
        fields=(*_fields(values, wrong, series_rows(workspace.id)), *usual_fields(values, wrong, usual)),
        texts=(
            TextSection(msg("Text above the lines"), _texts("above", values, wrong)),
            TextSection(msg("Text below the lines"), _texts("below", values, wrong)),
        ),
        save=Action(label=msg("Save"), url=here, weight="primary"),
        switch=_switch(actor, workspace, stream, waiting),
        waiting=waiting,
        notices=factored_stream(actor, workspace.id, stream),
        streams_url=url_for("settings.streams", workspace_id=workspace.id),
        template_url=url_for("settings.template", workspace_id=workspace.id, stream_id=stream.id),
        preview=preview_of(stream, seller.language) if seller else None,
        problems=problems,
    )


def read_card(form: Form) -> StreamCard:
    """Return the stream that was typed.

    Raises:
        InvalidFields: the days to pay aren't a number, or no series was chosen.
    """
    problems = []
    days = whole(form.get("payment_days", ""))
    if days is None and form.get("payment_days", "").strip():
        problems.append(Problem("payment_days", msg("Write a whole number, in figures.")))
    least = _figure(form.get("least", ""))
    if least is None and form.get("least", "").strip():
        problems.append(Problem("least", msg("Write an amount, in figures.")))
    rule = next((rule for rule in RULES if rule == form.get("due_rule")), None)
    if rule is None:
        problems.append(Problem("due_rule", msg("Choose from when the days are counted.")))
    series_id = series_of(form)
    if series_id is None:
        problems.append(Problem("series_id", msg("Choose a number series.")))
    if problems or rule is None or series_id is None:
        raise InvalidFields(problems)
    terms = StreamTerms(
        payment_days=days,
        due_rule=rule,
        above=_typed("above", form),
        below=_typed("below", form),
        least=least,
        sales_account=form.get("sales_account", "").strip(),
    )
    return StreamCard(name=form.get("name", "").strip(), series_id=series_id, terms=terms)


def _figure(text: str) -> Decimal | None:
    """Return a figure as typed; None where it is none, or could be two."""
    try:
        return read_figure(text)
    except Refusal:
        return None


def series_of(form: Form) -> SeriesId | None:
    """Return the series that was chosen, None where there is none such."""
    try:
        return SeriesId(UUID(form.get("series_id", "")))
    except ValueError:
        return None


def series_options(series: Iterable[SeriesFacts]) -> tuple[Option, ...]:
    """Return number series to choose from, by name and prefix."""
    return tuple(Option(str(one.id), f"{one.name} ({one.prefix})") for one in series)


def _switch(actor: Actor, workspace: WorkspaceFacts, stream: StreamFacts, waiting: int) -> Action:
    there: dict[str, Any] = {"workspace_id": workspace.id, "stream_id": stream.id}
    if stream.active:
        sentence = RequestsWait(stream.id, count=waiting).message
        url = url_for("settings.stream_off", **there)
        return Action(label=msg("Switch off"), url=url, weight="danger", confirm=sentence if waiting else "")
    action = Action(label=msg("Switch on"), url=url_for("settings.stream_on", **there))
    others = any(one.active for one in stream_rows(workspace.id))
    return equipped(action, actor, Capability.SEVERAL_STREAMS, workspace.id) if others else action


def _values(stream: StreamFacts) -> Form:
    terms = stream.terms
    days = "" if terms.payment_days is None else str(terms.payment_days)
    values = {"name": stream.name, "series_id": str(stream.series_id), "payment_days": days, "due_rule": terms.due_rule}
    values |= {"sales_account": terms.sales_account, "price_list": terms.price_list, "vat": terms.vat}
    if terms.least is not None:
        values["least"] = f"{terms.least:f}"
    texts = (("above", terms.above), ("below", terms.below))
    return {**values, **{f"{place}_{language}": text for place, kept in texts for language, text in kept.items()}}


def _fields(values: Form, wrong: Mapping[str, tuple[Message, ...]], series: Iterable[SeriesFacts]) -> tuple[Field, ...]:
    return (
        Field(
            name="name",
            label=msg("Name"),
            value=values.get("name", ""),
            errors=wrong.get("name", ()),
            required=True,
            maxlength=80,
        ),
        Field(
            name="series_id",
            label=msg("Number series"),
            kind="select",
            value=values.get("series_id", ""),
            options=series_options(series),
            hint=SHARING,
            errors=wrong.get("series_id", ()),
            required=True,
        ),
        Field(
            name="payment_days",
            label=msg("Days to pay"),
            kind="number",
            value=values.get("payment_days", ""),
            hint=msg("Empty: as in the settings. What the request or the customer card says goes before."),
            errors=wrong.get("payment_days", ()),
            maxlength=3,
        ),
        Field(
            name="due_rule",
            label=msg("The days are counted"),
            kind="radio",
            value=values.get("due_rule", ""),
            options=tuple(Option(rule, label) for rule, label in RULES.items()),
            errors=wrong.get("due_rule", ()),
            required=True,
        ),
        *(make(values, wrong) for make in (_least, _account)),
    )


def _account(values: Form, wrong: Mapping[str, tuple[Message, ...]]) -> Field:
    return Field(
        name="sales_account",
        label=msg("Sales account"),
        value=values.get("sales_account", ""),
        hint=msg("Where sales are posted that no article has an account for."),
        errors=wrong.get("sales_account", ()),
        maxlength=8,
    )


def _least(values: Form, wrong: Mapping[str, tuple[Message, ...]]) -> Field:
    return Field(
        name="least",
        label=msg("Least amount of an invoice"),
        value=values.get("least", ""),
        hint=LEAST_HINT,
        errors=wrong.get("least", ()),
        maxlength=12,
    )


def _texts(place: str, values: Form, wrong: Mapping[str, tuple[Message, ...]]) -> tuple[Field, ...]:
    return tuple(
        Field(
            name=f"{place}_{language}",
            label=OWN_NAMES[language],
            kind="textarea",
            value=values.get(f"{place}_{language}", ""),
            errors=wrong.get(f"{place}_{language}", ()),
            maxlength=LONGEST_TEXT,
        )
        for language in LANGUAGES
    )


def _typed(place: str, form: Form) -> Texts:
    typed = ((language, form.get(f"{place}_{language}", "").replace("\r\n", "\n").strip()) for language in LANGUAGES)
    return {language: text for language, text in typed if text}
