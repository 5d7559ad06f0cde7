"""Importing customers from CSV: the form, and what the file would do before anything is written."""

from dataclasses import dataclass

from flask import url_for

from billing.customers.rules.facts import CustomerFacts
from billing.requests.actions.customer_files import PlannedCard, plan_customers
from portal.web._design import Action, Field, Link, Notice
from portal.web._design.filters import number
from portal.web._design.words import Words, say
from portal.web.customers.words import label_of
from tenants.kernel.ids import FileId, WorkspaceId
from tenants.kernel.language import Message, msg

SHOWN = 200
OUTCOMES: dict[str, tuple[str, Message, str]] = {
    "wrong": ("alert", msg("Error"), "bad"),
    "new": ("plus", msg("New card"), "good"),
    "alike": ("people", msg("Looks like a customer with a card"), "warn"),
    "changed": ("pencil", msg("Changes a card"), "good"),
    "same": ("check", msg("As it is"), "neutral"),
}
COUNTS: tuple[tuple[str, Message], ...] = (
    ("new", msg("New cards")),
    ("changed", msg("Cards that change")),
    ("same", msg("Cards as they are")),
    ("alike", msg("Rows that look like a card")),
    ("wrong", msg("Rows with errors")),
)
FIRST = ("wrong", "alike")  # what somebody has to look at stands above the rest


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of the file: its line, the card it names, what it does, and what is wrong at which field.

    `alike` is the card, or `alike_line` the row above, that it would be a second card of.
    """

    line: int
    card: str
    icon: str
    outcome: Words
    tone: str
    problems: tuple[str, ...]
    alike: Link | None = None
    alike_line: int | None = None


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What a file would do: counts, its rows with the wrong ones first, and the button that does it.

    `second` asks whether rows that look like a card are to be made cards too; None where there are none.
    """

    notice: Notice
    facts: tuple[tuple[Words, Words], ...]
    rows: tuple[PlannedRow, ...]
    second: Field | None
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


def preview_page(workspace_id: WorkspaceId, file_id: FileId, error: Words = "") -> PreviewPage:
    """Return what a file would do today; `error` is why it couldn't be taken as it was asked for.

    Raises:
        NoSuchCustomerFile: no such file was read in the workspace.
    """
    plan = plan_customers(workspace_id, file_id)
    outcomes: list[str] = [row.outcome for row in plan]
    wrong, doing = outcomes.count("wrong"), outcomes.count("new") + outcomes.count("changed")
    refusal: Words = ""
    if wrong:
        refusal = msg("Correct the rows with errors in the file first: it is taken whole or not at all.")
    elif not doing and "alike" not in outcomes:
        refusal = msg("Everything in the file is on the cards already.")
    shown = sorted(plan, key=lambda row: FIRST.index(row.outcome) if row.outcome in FIRST else len(FIRST))[:SHOWN]
    return PreviewPage(
        notice=_notice(wrong, doing, alike="alike" in outcomes),
        facts=tuple((label, number(outcomes.count(outcome))) for outcome, label in COUNTS),
        rows=tuple(_row(workspace_id, row) for row in shown),
        second=_second(outcomes.count("alike"), error),
        take=Action(label=msg("Take the file"), weight="primary", refusal=refusal),
        again_url=url_for("customers.import_form", workspace_id=workspace_id),
    )


def _notice(wrong: int, doing: int, *, alike: bool) -> Notice:
    if wrong:
        return Notice("bad", msg("%(count)s rows have errors. Nothing of the file is taken yet.", count=number(wrong)))
    if alike:
        left_out = msg("Some rows look like customers that have a card. They are left out.")
        return Notice("warn", left_out)
    if doing:
        return Notice("info", msg("Nothing is written yet. %(count)s cards will be written.", count=number(doing)))
    return Notice("info", msg("Everything in the file is on the cards already."))


def _second(alike: int, error: Words) -> Field | None:
    if not alike:
        return None
    return Field(
        name="second_cards",
        label=msg("Make a second card for each of them"),
        kind="checkbox",
        hint=msg("To change the card that is there instead, write its number in the row."),
        errors=(error,) if error else (),
    )


def _row(workspace_id: WorkspaceId, row: PlannedCard) -> PlannedRow:
    icon, outcome, tone = OUTCOMES[row.outcome]
    problems = tuple(f"{say(label_of(problem.field))}: {say(problem.message)}" for problem in row.problems)
    return PlannedRow(
        row.line,
        f"{row.card.number} {row.card.name}".strip(),
        icon,
        outcome,
        tone,
        problems,
        alike=_card(workspace_id, row.alike) if row.alike else None,
        alike_line=row.alike_line,
    )


def _card(workspace_id: WorkspaceId, card: CustomerFacts) -> Link:
    url = url_for("customers.card", workspace_id=workspace_id, customer_id=card.id)
    return Link(f"{card.number} {card.name}", url)
