"""Marking what became of the requests in a run, many at once, and the run done when none waits."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ARRAY, Text, Uuid, bindparam, text, update

from billing.runs.models import InvoiceRun
from billing.runs.queries.progress import item_counts
from tenants.kernel.db import db
from tenants.kernel.ids import InvoiceId, RequestId, RunId, WorkspaceId
from tenants.kernel.outbox.tasks import after_commit
from tenants.kernel.refusals import Problem

IDS = ARRAY(Uuid())
# The requests are named a second time, by the key: where a table has no statistics yet, joining alone reads the whole
# run for each of them.
ISSUED = text("""
    update run_item set state = 'issued', invoice_id = done.invoice_id
        from unnest(:requests, :invoices) as done (request_id, invoice_id)
        where run_item.workspace_id = :workspace and run_item.run_id = :run and run_item.request_id = done.request_id
          and run_item.request_id = any(:requests)
""").bindparams(bindparam("requests", type_=IDS), bindparam("invoices", type_=IDS))
INVOICED = text("""
    update billing_request set state = 'invoiced' where workspace_id = :workspace and id = any(:requests)
""").bindparams(bindparam("requests", type_=IDS))
SET_ASIDE = text("""
    update run_item set state = 'set_aside', reason = left_out.reason::jsonb
        from unnest(:requests, :reasons) as left_out (request_id, reason)
        where run_item.workspace_id = :workspace and run_item.run_id = :run
          and run_item.request_id = left_out.request_id and run_item.request_id = any(:requests)
""").bindparams(bindparam("requests", type_=IDS), bindparam("reasons", type_=ARRAY(Text())))


def mark_issued(workspace_id: WorkspaceId, run_id: RunId, invoices: Mapping[RequestId, InvoiceId]) -> None:
    """Mark requests issued in a run, each with its invoice, and invoiced for good."""
    given = {"workspace": workspace_id, "run": run_id, "requests": list(invoices), "invoices": list(invoices.values())}
    if invoices:
        db.session.execute(ISSUED, given)
        db.session.execute(INVOICED, {"workspace": workspace_id, "requests": given["requests"]})


def set_aside(workspace_id: WorkspaceId, run_id: RunId, reasons: Mapping[RequestId, Problem]) -> None:
    """Mark requests set aside in a run, each with the reason and its field; another run can take them."""
    said = [json.dumps({"field": reason.field, **reason.message.to_json()}) for reason in reasons.values()]
    given = {"workspace": workspace_id, "run": run_id, "requests": list(reasons), "reasons": said}
    if reasons:
        db.session.execute(SET_ASIDE, given)


def finish_if_done(workspace_id: WorkspaceId, run_id: RunId, *, now: datetime) -> None:
    """Mark a run done and ask for its summary when all that was chosen is settled; whoever asks has locked the run."""
    counts = item_counts(workspace_id, run_id)
    done = db.session.execute(
        update(InvoiceRun)
        .where(
            InvoiceRun.workspace_id == workspace_id,
            InvoiceRun.id == run_id,
            InvoiceRun.chosen <= counts.get("issued", 0) + counts.get("set_aside", 0),
        )
        .values(state="done", numbered_at=now, finished_at=now)
        .returning(InvoiceRun.written_by, InvoiceRun.kind)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    # One invoice that the desk sent on needs no summary: it is its own.
    if done is not None and (done.written_by is None or done.kind == "undo"):
        after_commit("summarise_run", workspace_id, key=str(run_id), ids={"run_id": str(run_id)})
