"""The page of settings, and the page of streams."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.seller.queries import find_seller
from billing.streams.queries import StreamFacts, stream_rows
from billing.streams.rules import NewStream
from portal.web._design import Action, Field
from portal.web.reasons import equipped
from portal.web.settings.form import Section, Values, sections, values_of
from tenants.kernel.actor import Actor
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import InvalidFields, Problem
from tenants.plans.capabilities import Capability
from tenants.registries.business_ids import format_business_id
from tenants.workspaces.queries import WorkspaceFacts

USUAL_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage:
    """A company's settings to fill in."""

    company: str
    facts: tuple[tuple[Message, str], ...]
    sections: tuple[Section, ...]
    logo_url: str
    save: Action
    streams_url: str
    is_new: bool

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return every field, for the list of errors above the form."""
        return tuple(field for section in self.sections for field in section.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamsPage:
    """The streams of a company, and the form that opens another one."""

    streams: tuple[StreamFacts, ...]
    fields: tuple[Field, ...]
    open: Action
    settings_url: str
    can_open: bool


def settings_page(
    workspace: WorkspaceFacts, values: Values | None = None, problems: Iterable[Problem] = ()
) -> SettingsPage:
    """Return the settings as kept, or as typed with what is wrong."""
    seller = find_seller(workspace.id)
    has_logo = seller is not None and seller.logo_file_id is not None
    shown = values if values is not None else values_of(seller, workspace.country)
    here = url_for("settings.settings", workspace_id=workspace.id)
    return SettingsPage(
        company=workspace.name,
        facts=(
            (msg("Name"), workspace.name),
            (msg("Business ID"), format_business_id(workspace.country, workspace.business_id)),
        ),
        sections=sections(workspace.country, shown, problems, has_logo=has_logo),
        logo_url=url_for("settings.logo", workspace_id=workspace.id) if has_logo else "",
        save=Action(label=msg("Save"), url=here, weight="primary"),
        streams_url=url_for("settings.streams", workspace_id=workspace.id),
        is_new=seller is None,
    )


def streams_page(
    actor: Actor,
    workspace: WorkspaceFacts,
    form: MultiDict[str, str] | None = None,
    problems: Iterable[Problem] = (),
) -> StreamsPage:
    """Return the streams, and a form as empty or as typed."""
    found, given = stream_rows(workspace.id), form or MultiDict()
    prefixes = {stream.prefix for stream in found}
    length = len(found[0].prefix) if found else 2
    hint = msg("%(count)s digits, of its own; every number of the stream begins with it.", count=length)
    wrong = {problem.field: (problem.message,) for problem in problems}
    usual = {"prefix": _free(prefixes, length), "digits": str(found[0].digits if found else USUAL_DIGITS)}
    labels: tuple[tuple[str, Message, Message | str], ...] = (
        ("name", msg("Name"), msg("As you call it, such as Subscriptions.")),
        ("code", msg("Code"), msg("Small letters, digits and dashes; files name the stream by it.")),
        ("prefix", msg("Prefix"), hint),
        ("digits", msg("Digits of the running number"), ""),
    )
    here = url_for("settings.streams", workspace_id=workspace.id)
    opening = Action(label=msg("Open the stream"), url=here, weight="primary")
    return StreamsPage(
        streams=found,
        fields=tuple(
            Field(
                name=name,
                label=label,
                hint=said,
                value=given.get(name, usual.get(name, "")),
                errors=wrong.get(name, ()),
                required=True,
                maxlength=80,
            )
            for name, label, said in labels
        ),
        open=equipped(opening, actor, Capability.SEVERAL_STREAMS, workspace.id) if found else opening,
        settings_url=url_for("settings.settings", workspace_id=workspace.id),
        can_open=bool(found),
    )


def read_stream(form: MultiDict[str, str]) -> NewStream:
    """Return the stream that was typed.

    Raises:
        InvalidFields: the width of the running number isn't a number.
    """
    digits = form.get("digits", "").strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < len("100")):
        raise InvalidFields([Problem("digits", msg("Write a whole number, in figures."))])
    code, name, prefix = (form.get(key, "").strip() for key in ("code", "name", "prefix"))
    return NewStream(code, name, prefix, int(digits))


def _free(taken: set[str], length: int) -> str:
    """Return the next prefix of the company's length that no stream has, empty where all are taken."""
    first = 10 ** (length - 1)
    return next((str(number) for number in range(first, min(first * 10, first + 1000)) if str(number) not in taken), "")
