"""Importing customers from CSV: the form, and what the file would do before anything is written."""

from dataclasses import dataclass

from flask import url_for

from billing.requests.actions.customer_files import PlannedCard, plan_customers
from portal.web._design import Action, Field, Notice
from portal.web._design.filters import number
from portal.web._design.words import Words, say
from portal.web.customers.words import label_of
from tenants.kernel.ids import FileId, WorkspaceId
from tenants.kernel.language import Message, msg

SHOWN = 200
OUTCOMES: dict[str, tuple[str, Message, str]] = {
    "wrong": ("alert", msg("Error"), "bad"),
    "new": ("plus", msg("New card"), "good"),
    "changed": ("pencil", msg("Changes a card"), "good"),
    "same": ("check", msg("As it is"), "neutral"),
}
COUNTS: tuple[tuple[str, Message], ...] = (
    ("new", msg("New cards")),
    ("changed", msg("Cards that change")),
    ("same", msg("Cards as they are")),
    ("wrong", msg("Rows with errors")),
)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of the file: its line, the card it names, what it does, and what is wrong at which field."""

    line: int
    card: str
    icon: str
    outcome: Words
    tone: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What a file would do: counts, its rows with the wrong ones first, and the button that does it."""

    notice: Notice
    facts: tuple[tuple[Words, Words], ...]
    rows: tuple[PlannedRow, ...]
    take: Action
    again_url: str


def file_field(error: Words = "") -> Field:
    """Return the field in which a file is chosen, with what is wrong with it."""
    return Field(
        name="file",
        label=msg("File"),
        kind="file",
        hint=msg("CSV with the columns of the export. Nothing is written before you have seen what it would do."),
        accept=".csv,.txt",
        errors=(error,) if error else (),
        required=True,
    )


def preview_page(workspace_id: WorkspaceId, file_id: FileId) -> PreviewPage:
    """Return what a file would do today.

    Raises:
        NoSuchCustomerFile: no such file was read in the workspace.
    """
    plan = plan_customers(workspace_id, file_id)
    outcomes: list[str] = [row.outcome for row in plan]
    wrong, doing = outcomes.count("wrong"), outcomes.count("new") + outcomes.count("changed")
    refusal: Words = ""
    if wrong:
        refusal = msg("Correct the rows with errors in the file first: it is taken whole or not at all.")
    elif not doing:
        refusal = msg("Everything in the file is on the cards already.")
    shown = sorted(plan, key=lambda row: row.outcome != "wrong")[:SHOWN]
    return PreviewPage(
        notice=_notice(wrong, doing),
        facts=tuple((label, number(outcomes.count(outcome))) for outcome, label in COUNTS),
        rows=tuple(_row(row) for row in shown),
        take=Action(label=msg("Take the file"), weight="primary", refusal=refusal),
        again_url=url_for("customers.import_form", workspace_id=workspace_id),
    )


def _notice(wrong: int, doing: int) -> Notice:
    if wrong:
        return Notice("bad", msg("%(count)s rows have errors. Nothing of the file is taken yet.", count=number(wrong)))
    if doing:
        return Notice("info", msg("Nothing is written yet. %(count)s cards will be written.", count=number(doing)))
    return Notice("info", msg("Everything in the file is on the cards already."))


def _row(row: PlannedCard) -> PlannedRow:
    icon, outcome, tone = OUTCOMES[row.outcome]
    problems = tuple(f"{say(label_of(problem.field))}: {say(problem.message)}" for problem in row.problems)
    return PlannedRow(row.line, f"{row.card.number} {row.card.name}".strip(), icon, outcome, tone, problems)
