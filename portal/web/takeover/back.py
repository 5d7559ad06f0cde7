"""The page of one list that was taken over: what it was, and the way to take it back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for

from billing.takeover.actions import LONGEST_REASON
from billing.takeover.queries import Resting, TakeOverRow, get_take_over, rests_on
from portal.web._design import Action, Field, Link, Notice
from portal.web._design.filters import moment, money, number
from portal.web._design.words import Words
from portal.web.posted import with_problems
from tenants.kernel.ids import TakeOverId, WorkspaceId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Problem

# More invoices than this are named by their number alone.
MOST_LINKS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class BackPage:
    """A list that was taken over, and the form that takes it back, or what stands in the way of that."""

    file: str
    facts: tuple[tuple[Words, Words], ...]
    is_back: bool
    resting: tuple[Notice, ...]
    reason: Field
    take_back: Action
    invoices_url: str
    all_url: str


def back_page(
    workspace_id: WorkspaceId, take_over_id: TakeOverId, typed: str = "", problems: Sequence[Problem] = ()
) -> BackPage:
    """Return the page of a list, with what was typed and what is wrong with it.

    Raises:
        NoSuchTakeOver: the workspace has none by that id.
    """
    row = get_take_over(workspace_id, take_over_id)
    reason = Field(
        name="reason",
        label=msg("Why it is taken back"),
        value=typed,
        hint=msg("It stays in the audit trail, for example: the list of another company."),
        required=True,
        maxlength=LONGEST_REASON,
    )
    state = {"state": "taken_back"} if row.back else {}
    return BackPage(
        file=row.file,
        facts=tuple(_facts(row)),
        is_back=row.back is not None,
        resting=() if row.back else tuple(_resting(workspace_id, rests_on(workspace_id, take_over_id))),
        reason=with_problems((reason,), problems)[0],
        take_back=Action(
            label=msg("Take the list back"),
            url=url_for("takeover.take_list_back", workspace_id=workspace_id, take_over_id=take_over_id),
            weight="danger",
            icon="undo",
        ),
        invoices_url=url_for("invoices.invoices", workspace_id=workspace_id, **state),  # type: ignore[arg-type]
        all_url=url_for("takeover.takeover", workspace_id=workspace_id),
    )


def _facts(row: TakeOverRow) -> Iterator[tuple[Words, Words]]:
    yield msg("Taken over"), f"{moment(row.taken_at)}, {row.taken_by}"
    yield msg("Invoices"), number(row.invoices)
    for currency, total in row.totals.items():
        yield msg("Open in the list, %(currency)s", currency=currency), money(total, currency)
    if row.back:
        yield msg("Taken back"), f"{moment(row.back.at)}, {row.back.by}"
        yield msg("Reason"), row.back.reason


def _resting(workspace_id: WorkspaceId, found: Resting) -> Iterator[Notice]:
    """Yield what stands in the way, each with the way to what it counts."""
    if found.credited:
        links = (
            Link(one.number, url_for("invoices.invoice", workspace_id=workspace_id, invoice_id=one.id))
            for one in found.credited[:MOST_LINKS]
        )
        text = msg("Invoices of the list that were credited since: %(count)s.", count=len(found.credited))
        yield Notice("warn", text, tuple(links))
    if found.runs:
        runs = Link(msg("See the runs"), url_for("runs.runs", workspace_id=workspace_id))
        text = msg("Runs that have issued invoices or credit notes here: %(count)s.", count=found.runs)
        yield Notice("warn", text, (runs,))
