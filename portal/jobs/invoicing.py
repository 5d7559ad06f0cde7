"""Jobs of a run: issuing a chunk, crediting one of a run that is undone, and the summary when all are done."""

from uuid import UUID

from billing.corrections.actions import UndoChunk, undo_chunk
from billing.documents.run_summary import render_run_summary
from billing.runs.actions import Chunk, give_up_chunk, issue_chunk, keep_summary, summary_of
from portal.jobs.work import Work
from tenants.kernel.faults import reached
from tenants.kernel.ids import InvoiceId, RunId
from tenants.kernel.outbox.tasks import LeaseLost


def issue(work: Work) -> None:
    """Issue a chunk of a run, all of it in one transaction; at the last failed attempt it is set aside as a whole."""
    firm = work.claim.ids["firm_id"]
    chunk = Chunk(RunId(work.id("run_id")), int(work.claim.ids["chunk"]), UUID(firm) if firm else None)
    try:
        reached("issue_begins")
        with work.last_step() as now:
            issue_chunk(work.actor(), work.workspace_id, chunk, now=now)
            reached("issue_written")
        reached("issue_committed")
    except LeaseLost:
        raise
    except Exception:
        if not work.claim.last:
            raise
        with work.last_step() as now:
            give_up_chunk(work.actor(), work.workspace_id, chunk, now=now)


def undo(work: Work) -> None:
    """Credit a chunk of the invoices of a run that is undone, all of it in one transaction.

    Where it fails again and again it stands still, and a person starts it again: nothing of it is lost by waiting.
    """
    ids = work.claim.ids
    invoices = tuple(InvoiceId(UUID(one)) for one in ids["invoice_ids"].split(","))
    part = UndoChunk(RunId(work.id("run_id")), int(ids["chunk"]), int(ids["first"]), invoices, bool(ids["again"]))
    with work.last_step() as now:
        undo_chunk(work.actor(), work.workspace_id, part, now=now)
        reached("undo_written")
    reached("undo_committed")


def summarise(work: Work) -> None:
    """Make the PDF of a run's summary; nothing is held while it is rendered."""
    run_id = RunId(work.id("run_id"))
    reached("summary_begins")
    with work.step():
        summary = summary_of(work.workspace_id, run_id)
    reached("summary_read")
    pdf = render_run_summary(summary.contents, summary.language)
    reached("summary_rendered")
    with work.last_step() as now:
        keep_summary(work.workspace_id, run_id, pdf, now=now)
        reached("summary_written")
    reached("summary_kept")
