"""How the desk of a client works, and which author owns which number prefix."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from billing.desk.actions import DeskInput, Numbers, give_prefix, set_desk
from billing.desk.queries import AuthorRow, author_rows, desk_terms
from billing.desk.queries.written import uuid_of
from portal.auth.gate import current_actor, in_workspace
from portal.edge.transaction import transaction
from portal.web._design import Action, Field
from portal.web._design.fields import Option, unplaced
from portal.web._design.words import Words
from portal.web.desk.routes import DESK, blueprint
from portal.web.reasons import equipped, permitted
from portal.web.telling import tell
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import UserId, WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import InvalidFields, Problem
from tenants.plans.capabilities import Capability

USUAL_DIGITS = 6


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """The form of the desk, the authors with their prefixes, and the form that gives one."""

    fields: tuple[Field, ...]
    save: Action
    authors: tuple[AuthorRow, ...]
    prefix_fields: tuple[Field, ...]
    give: Action
    others: tuple[Message, ...]
    streams_url: str


@blueprint.get(f"{DESK}/settings")
@in_workspace(Permission.EDIT_SETTINGS)
def settings(workspace_id: UUID) -> str:
    """Show how the desk works, and the authors."""
    terms = desk_terms(WorkspaceId(workspace_id))
    kept = DeskInput(f"{terms.cut_off:%H:%M}", f"{terms.day_ends:%H:%M}", terms.four_eyes)
    return _shown(WorkspaceId(workspace_id), kept, ())


@blueprint.post(f"{DESK}/settings")
@in_workspace(Permission.EDIT_SETTINGS)
def save_settings(workspace_id: UUID) -> str | Response | tuple[str, int]:
    """Keep how the desk works."""
    form = request.form
    typed = DeskInput(form.get("cut_off", ""), form.get("day_ends", ""), four_eyes="four_eyes" in form)
    try:
        with transaction(acting=workspace_id) as now:
            set_desk(current_actor(), WorkspaceId(workspace_id), typed, now=now)
    except InvalidFields as refusal:
        return _shown(WorkspaceId(workspace_id), typed, refusal.problems), 422
    tell(msg("Saved."), "good")
    return redirect(url_for("desk.settings", workspace_id=workspace_id), 303)


@blueprint.post(f"{DESK}/prefixes")
@in_workspace(Permission.EDIT_SETTINGS)
def give(workspace_id: UUID) -> str | Response | tuple[str, int]:
    """Give an author a number prefix."""
    where, form = WorkspaceId(workspace_id), request.form
    try:
        user_id, numbers = _author(form.get("author", "")), _numbers(form)
        with transaction(acting=workspace_id) as now:
            give_prefix(current_actor(), where, user_id, form.get("prefix", ""), numbers, now=now)
    except InvalidFields as refusal:
        terms = desk_terms(where)
        kept = DeskInput(f"{terms.cut_off:%H:%M}", f"{terms.day_ends:%H:%M}", terms.four_eyes)
        return _shown(where, kept, refusal.problems), 422
    tell(msg("The author has a number prefix now."), "good")
    return redirect(url_for("desk.settings", workspace_id=workspace_id), 303)


def _author(text: str) -> UserId:
    """Return whom the form names.

    Raises:
        InvalidFields: nobody.
    """
    user_id = uuid_of(text)
    if user_id is None:
        raise InvalidFields([Problem("author", msg("Choose an author."))])
    return UserId(user_id)


def _numbers(form: Mapping[str, str]) -> Numbers:
    """Return the width of the running number and the next one as typed.

    Raises:
        InvalidFields: one of them is no whole number.
    """
    typed = {"digits": form.get("digits", ""), "next_number": form.get("next_number", "")}
    read = {name: int(text) for name, text in typed.items() if text.isascii() and text.isdigit()}
    if wrong := [name for name in typed if name not in read]:
        raise InvalidFields([Problem(name, msg("Write a whole number, in figures.")) for name in wrong])
    return Numbers(**read)


def _shown(workspace_id: WorkspaceId, typed: DeskInput, problems: Iterable[Problem]) -> str:
    page = settings_page(current_actor(), workspace_id, typed, tuple(problems))
    return render_template("desk/settings.html", page=page)


def settings_page(
    actor: Actor, workspace_id: WorkspaceId, typed: DeskInput, problems: tuple[Problem, ...]
) -> SettingsPage:
    """Return the page, with what is wrong at each field."""
    authors = author_rows(workspace_id)
    fields, prefix_fields = tuple(_fields(typed, problems)), tuple(_prefix_fields(authors, problems))
    save = Action(label=msg("Save"), url=url_for("desk.save_settings", workspace_id=workspace_id), weight="primary")
    give_one = Action(label=msg("Give the prefix"), url=url_for("desk.give", workspace_id=workspace_id))
    may = permitted(give_one, actor, Permission.EDIT_SETTINGS, workspace_id)
    return SettingsPage(
        fields=fields,
        save=permitted(save, actor, Permission.EDIT_SETTINGS, workspace_id),
        authors=authors,
        prefix_fields=prefix_fields,
        give=equipped(may, actor, Capability.AUTHORS, workspace_id),
        others=unplaced(problems, (*fields, *prefix_fields)),
        streams_url=url_for("settings.streams", workspace_id=workspace_id),
    )


def _fields(typed: DeskInput, problems: tuple[Problem, ...]) -> Iterable[Field]:
    hint = msg(
        "What is submitted before it on a working day goes out the same day. By the clock of the client's country."
    )
    yield _field("cut_off", msg("Cut-off"), typed.cut_off, problems, hint=hint)
    hint = msg("What hasn't been sent on by then is late.")
    yield _field("day_ends", msg("End of the working day"), typed.day_ends, problems, hint=hint)
    label = msg("Four eyes: whoever wrote or changed an invoice can't send it on")
    yield Field(name="four_eyes", label=label, kind="checkbox", checked=typed.four_eyes)


def _prefix_fields(authors: tuple[AuthorRow, ...], problems: tuple[Problem, ...]) -> Iterable[Field]:
    without = tuple(Option(str(row.user_id), row.name) for row in authors if row.series_id is None)
    choose = (Option("", msg("Choose an author")), *without)
    yield _field("author", msg("Author"), request.form.get("author", ""), problems, kind="select", options=choose)
    hint = msg("No prefix begins like another, so that a search for one finds no other author's.")
    yield _field("prefix", msg("Prefix"), request.form.get("prefix", ""), problems, hint=hint)
    digits = request.form.get("digits", str(USUAL_DIGITS))
    yield _field("digits", msg("Digits of the running number"), digits, problems, kind="number")
    following = request.form.get("next_number", "1")
    hint = msg("Higher than 1 where numbers were given elsewhere before.")
    yield _field("next_number", msg("Next running number"), following, problems, kind="number", hint=hint)


def _field(name: str, label: Words, value: str, problems: tuple[Problem, ...], **more: object) -> Field:
    errors = tuple(problem.message for problem in problems if problem.field == name)
    return Field(name=name, label=label, value=value, errors=errors, required=True, **more)  # type: ignore[arg-type]  # of a Field
