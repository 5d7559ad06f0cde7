"""The page of settings, and the page of streams."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.seller.queries import find_seller
from billing.streams.queries import SeriesFacts, StreamFacts, series_rows, stream_rows
from billing.streams.rules import NewStream
from portal.web._design import Action, Field, Option
from portal.web._design.fields import unplaced
from portal.web.reasons import equipped
from portal.web.settings.form import Section, Values, sections, values_of
from portal.web.settings.numbers import USUAL_DIGITS, free_prefix, whole
from portal.web.settings.streams import SHARING, series_of, series_options
from tenants.kernel.actor import Actor
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import InvalidFields, Problem
from tenants.plans.capabilities import Capability
from tenants.registries.business_ids import format_business_id
from tenants.workspaces.queries import WorkspaceFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage:
    """A company's settings to fill in."""

    company: str
    facts: tuple[tuple[Message, str], ...]
    sections: tuple[Section, ...]
    logo_url: str
    save: Action
    streams_url: str
    factoring_url: str
    rates_url: str
    take_over_url: str
    is_new: bool
    others: tuple[Message, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return every field, for the list of errors above the form."""
        return tuple(field for section in self.sections for field in section.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamRow:
    """A stream in the list, with the number that its next invoice gets."""

    facts: StreamFacts
    url: str
    next_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """A number series in the list, with the streams that use it."""

    facts: SeriesFacts
    url: str
    next_number: str
    streams: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamsPage:
    """The streams of a company with its number series, and the form that opens another stream."""

    streams: tuple[StreamRow, ...]
    series: tuple[SeriesRow, ...]
    fields: tuple[Field, ...]
    open: Action
    open_series: Action
    settings_url: str
    can_open: bool
    others: tuple[Message, ...]


def settings_page(
    workspace: WorkspaceFacts, values: Values | None = None, problems: Iterable[Problem] = ()
) -> SettingsPage:
    """Return the settings as kept, or as typed with what is wrong."""
    seller = find_seller(workspace.id)
    has_logo = seller is not None and seller.logo_file_id is not None
    shown = values if values is not None else values_of(seller, workspace.country)
    here = url_for("settings.settings", workspace_id=workspace.id)
    problems, is_new = tuple(problems), seller is None
    shown_sections = sections(workspace.country, shown, problems, has_logo=has_logo, is_new=is_new)
    return SettingsPage(
        company=workspace.name,
        facts=(
            (msg("Name"), workspace.name),
            (msg("Business id"), format_business_id(workspace.country, workspace.business_id)),
        ),
        sections=shown_sections,
        others=unplaced(problems, (field for section in shown_sections for field in section.fields)),
        logo_url=url_for("settings.logo", workspace_id=workspace.id) if has_logo else "",
        save=Action(label=msg("Save"), url=here, weight="primary"),
        streams_url=url_for("settings.streams", workspace_id=workspace.id),
        factoring_url=url_for("settings.factoring", workspace_id=workspace.id),
        rates_url=url_for("settings.rates", workspace_id=workspace.id),
        take_over_url=url_for("takeover.takeover", workspace_id=workspace.id),
        is_new=is_new,
    )


def streams_page(
    actor: Actor,
    workspace: WorkspaceFacts,
    on: date,
    form: MultiDict[str, str] | None = None,
    problems: Iterable[Problem] = (),
) -> StreamsPage:
    """Return the streams and series as they stand on a day, and a form as empty or as typed."""
    found, series, problems = stream_rows(workspace.id), series_rows(workspace.id), tuple(problems)
    fields = _opening_fields(form or MultiDict(), series, {one.field: (one.message,) for one in problems})
    where: dict[str, Any] = {"workspace_id": workspace.id}
    opening = Action(label=msg("Open the stream"), url=url_for("settings.streams", **where), weight="primary")
    in_use = any(stream.active for stream in found)
    return StreamsPage(
        streams=tuple(
            StreamRow(
                facts=stream,
                url=url_for("settings.stream", **where, stream_id=stream.id),
                next_number=stream.next_printed(on),
            )
            for stream in found
        ),
        series=tuple(
            SeriesRow(
                facts=one,
                url=url_for("settings.series", **where, series_id=one.id),
                next_number=one.next_printed(on),
                streams=", ".join(stream.name for stream in found if stream.series_id == one.id),
            )
            for one in series
        ),
        fields=fields,
        others=unplaced(problems, fields),
        open=equipped(opening, actor, Capability.SEVERAL_STREAMS, workspace.id) if in_use else opening,
        open_series=Action(
            label=msg("Open a number series"), url=url_for("settings.new_series", **where), method="get"
        ),
        settings_url=url_for("settings.settings", **where),
        can_open=bool(found),
    )


def read_stream(form: MultiDict[str, str]) -> NewStream:
    """Return the stream that was typed; one that shares a series needs no numbers of its own.

    Raises:
        InvalidFields: the width of the running number, or the next one, isn't a number.
    """
    code, name, prefix = (form.get(key, "").strip() for key in ("code", "name", "prefix"))
    if (shared := series_of(form)) is not None:
        return NewStream(code, name, "", 0, series_id=shared)
    numbers = {key: whole(form.get(key, usual)) for key, usual in (("digits", ""), ("next_number", "1"))}
    if wrong := [key for key, number in numbers.items() if number is None]:
        raise InvalidFields([Problem(key, msg("Write a whole number, in figures.")) for key in wrong])
    digits, next_number = (number or 0 for number in numbers.values())
    return NewStream(code, name, prefix, digits, bool(form.get("yearly")), next_number)


def _opening_fields(
    given: MultiDict[str, str], series: tuple[SeriesFacts, ...], wrong: Mapping[str, tuple[Message, ...]]
) -> tuple[Field, ...]:
    hint = msg("Of its own, beginning like no other; every number of the stream begins with it.")
    digits = str(series[0].digits if series else USUAL_DIGITS)
    labels: tuple[tuple[str, Message, Message | str, str], ...] = (
        ("name", msg("Name"), msg("As you call it, such as Subscriptions."), ""),
        ("code", msg("Code"), msg("Small letters, digits and dashes; files name the stream by it."), ""),
        (
            "series_id",
            msg("Number series"),
            SHARING,
            "",
        ),
        ("prefix", msg("Prefix"), hint, free_prefix(series)),
        ("digits", msg("Digits of the running number"), "", digits),
        (
            "next_number",
            msg("Next running number"),
            msg("Higher than 1 where numbers were given elsewhere before."),
            "1",
        ),
    )
    return tuple(
        Field(
            name=name,
            label=label,
            kind="select" if name == "series_id" else "text",
            options=(Option("", msg("A new one, of its own")), *series_options(series)) if name == "series_id" else (),
            hint=said,
            value=given.get(name, usual),
            errors=wrong.get(name, ()),
            required=name in {"name", "code"},
            maxlength=80,
        )
        for name, label, said, usual in labels
    )
