"""Undoing a run of which nothing was sent: a credit note for each of its invoices, all of them or none."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from billing.corrections.actions.crediting import Wanted, languages_of, rehearse_credit
from billing.corrections.actions.reissuing import reissue_credited
from billing.corrections.actions.writing import Credit, author_of, issue_credits
from billing.corrections.queries import invoices_of_run, undo_of
from billing.corrections.queries.undoing import Undoing
from billing.delivery.actions.queueing import one_at_a_time
from billing.delivery.actions.withholding import withhold
from billing.delivery.queries.withheld import withheld_among
from billing.invoices.queries import InvoiceFacts, credits_of
from billing.invoices.rules.left import left_of
from billing.runs.queries import run_progress
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.ids import CustomerId, InvoiceId, RunId, WorkspaceId
from tenants.kernel.journal import About, enter
from tenants.kernel.language import Language
from tenants.kernel.refusals import Conflict
from tenants.plans.capabilities import Capability


class RunUnderWay(Conflict):
    """The run isn't finished yet."""


class AlreadyUndone(Conflict):
    """The run has been undone already, by run %(number)s."""

    def __init__(self, run_id: RunId, *, number: int) -> None:
        """Keep which run undid it, so that a screen can lead there."""
        super().__init__(run_id, number=number)
        self.run_id = run_id


class IsACorrection(Conflict):
    """The run is a correction itself, and a credit note can't be credited."""


class HasCreditNotes(Conflict):
    """The run issued credit notes too, which can't be taken back. Credit its invoices one by one."""


class SomeSent(Conflict):
    """%(count)s invoices of the run have been sent. Credit them one by one, so that the customers get credit notes."""


class NothingToUndo(Conflict):
    """Nothing of the run is left to be credited."""


def undo_run(actor: Actor, workspace_id: WorkspaceId, run_id: RunId, *, again: bool, now: datetime) -> RunId:
    """Credit every invoice of a run, mark both as not sent, and return the run of the credit notes.

    With `again`, the run's requests are made anew, so that they can be put right and run once more. It is one
    transaction: nobody sees half of it, and the second of two clicks finds it done.

    Raises:
        NotFound, Forbidden, NotAllowedNow: the actor may not credit in the workspace.
        NoSuchRun, RunUnderWay, AlreadyUndone, IsACorrection, HasCreditNotes, SomeSent, NothingToUndo: it can't be.
        SeriesFull: there aren't as many numbers.
    """
    actor.must(Permission.CREDIT_INVOICES, in_=workspace_id)
    actor.must_have(Capability.INVOICING, in_=workspace_id)
    one_at_a_time(workspace_id)
    if run_progress(workspace_id, run_id).state != "done":
        raise RunUnderWay(run_id)
    refuse_undo(run_id, undo_of(workspace_id, run_id))
    invoices = invoices_of_run(workspace_id, run_id)
    earlier = credits_of(workspace_id, invoices)
    credits_ = tuple(_credits(invoices, earlier, languages_of(workspace_id, invoices)))
    if not credits_:
        raise NothingToUndo(run_id)
    issued = issue_credits(actor, workspace_id, credits_, undoes=run_id, now=now)
    before = [one.row.id for each in earlier.values() for one in each]
    ids = list(dict.fromkeys([*(one.row.id for one in invoices), *before, *(one.id for one in issued.credit_notes)]))
    _withhold(actor, workspace_id, ids, now)
    if again:
        reissue_credited(actor, workspace_id, [one.original.row.id for one in credits_], now=now)
    after = {"undone_by": issued.number, "credit_notes": len(credits_), "requests_anew": again}
    enter(actor, "run_undone", About("run", run_id, after=after), in_=workspace_id, now=now)
    return issued.run_id


def refuse_undo(run_id: RunId, found: Undoing) -> None:
    """Refuse a run that can't be undone, by how it stands.

    Raises:
        AlreadyUndone, IsACorrection, HasCreditNotes, SomeSent, NothingToUndo.
    """
    if found.undone_by is not None:
        raise AlreadyUndone(found.undone_by, number=found.undone_by_number or 0)
    if found.kind != "requests":
        raise IsACorrection(run_id)
    if found.credit_notes:
        raise HasCreditNotes(run_id)
    if found.sent:
        raise SomeSent(run_id, count=found.sent)
    if not found.invoices:
        raise NothingToUndo(run_id)


def _credits(
    invoices: Sequence[InvoiceFacts],
    earlier: dict[InvoiceId, tuple[InvoiceFacts, ...]],
    languages: Mapping[CustomerId, Language],
) -> Iterator[Credit]:
    for one in invoices:
        credits_ = earlier.get(one.row.id, ())
        if not left_of(one.content, [each.content for each in credits_]).is_nothing:
            yield Credit(one, rehearse_credit(one, credits_, Wanted(), languages))


def _withhold(actor: Actor, workspace_id: WorkspaceId, ids: Sequence[InvoiceId], now: datetime) -> None:
    known = withheld_among(workspace_id, ids)
    withhold(workspace_id, [one for one in ids if one not in known], by=author_of(actor), now=now)
