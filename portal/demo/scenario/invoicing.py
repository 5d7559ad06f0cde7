"""Journey B: settings, import, a card put right, rehearsal, run and sending, done by the accountant and the workers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from billing.customers.queries import find_by_number
from billing.customers.rules.card_input import CustomerInput
from billing.customers.rules.facts import CustomerFacts
from billing.delivery.actions.sending import send_run
from billing.delivery.queries.deliveries import run_delivery_counts
from billing.requests.actions import ImportResult, Upload, change_customer_and_check, import_requests
from billing.requests.queries import RequestQuery, ready_ids
from billing.runs.actions import start_run
from billing.runs.queries import RunProgress, RunRow, get_run, rehearse, run_progress, run_rows
from billing.seller.actions import save_seller
from billing.seller.queries import find_seller
from billing.streams.actions import open_stream
from billing.streams.queries import NoSuchStream, StreamFacts, find_stream
from portal.demo.scenario.assignment import Assignment
from portal.demo.scenario.stage import acting, looking
from portal.demo.scenario.story import SAMPLES, Batch
from tenants.kernel.actor import Actor
from tenants.kernel.country import local_day
from tenants.kernel.ids import RunId, WorkspaceId

UNDER_WAY = frozenset({"queued"})


def set_up(job: Assignment) -> None:
    """Have the owner open the streams and save what invoices say of the company."""
    with acting(job.house.owner, in_=job.workspace_id) as (actor, now):
        for batch in job.work.batches:
            if find_stream(job.workspace_id, batch.stream.code) is None:
                open_stream(actor, job.workspace_id, batch.stream, now=now)
        if find_seller(job.workspace_id) is None:
            save_seller(actor, job.workspace_id, job.work.seller, now=now)


def bring_in(job: Assignment) -> None:
    """Have the accountant import the sample files, unless they have been billed by an earlier start."""
    with looking(job.accountant):
        batches = [batch for batch in job.work.batches if _first_run(job, _stream(job, batch)) is None]
    if not batches:
        return
    results = [_import(job, batch, file) for batch in batches for file in batch.files]
    read, ready = sum(result.read for result in results), sum(result.ready for result in results)
    wanted = job.work.expected.read
    job.expect(true=len(batches) < len(job.work.batches) or read == wanted, otherwise=f"{read} requests, not {wanted}")
    job.ok(f"{read} billing requests read from {len(results)} files, {ready} ready")


def bring_in_later(job: Assignment) -> None:
    """Have the accountant import what is left for the reader to run; a second start adds nothing."""
    if not job.work.later or _is_there(job):
        return
    result = _import(job, job.work.batches[-1], job.work.later)
    job.expect(true=result.ready == result.read, otherwise=f"only {result.ready} of {result.read} requests are ready")
    job.ok(f"{result.ready} more billing requests read, for you to preview and run")


def _is_there(job: Assignment) -> bool:
    """Return whether the last stream has more requests than its first run took, open or run since."""
    with looking(job.accountant):
        stream = _stream(job, job.work.batches[-1])
        again = sum(run.stream_id == stream.id for run in run_rows(job.workspace_id, limit=1000)) > 1
        return again or bool(ready_ids(job.workspace_id, RequestQuery(stream_id=stream.id)))


def _import(job: Assignment, batch: Batch, file: str) -> ImportResult:
    upload = Upload(file.rpartition("/")[2], (SAMPLES / file).read_bytes())
    with acting(job.accountant, in_=job.workspace_id) as (actor, now):
        return import_requests(actor, job.workspace_id, _stream(job, batch).id, upload, now=now)


def mend(job: Assignment) -> None:
    """Have the accountant put one customer's card right, after which that customer's request is ready."""
    with acting(job.accountant, in_=job.workspace_id) as (actor, now):
        customer = find_by_number(job.workspace_id, job.work.mend.customer_number)
        job.expect(true=customer is not None, otherwise=f"no customer {job.work.mend.customer_number}")
        if customer is None or all(getattr(customer, name) for name in job.work.mend.fields):
            return
        fill_in(actor, job.workspace_id, customer, job.work.mend.fields, now=now)
    job.ok(f"the card of {customer.name} had no {job.work.mend.missing}; now it has, and the request is ready")


def fill_in(
    actor: Actor, workspace_id: WorkspaceId, customer: CustomerFacts, fields: Mapping[str, str], *, now: datetime
) -> None:
    """Write some fields of a customer's card; whatever waited for them is judged again."""
    known = {name: getattr(customer, name) for name in CustomerInput.__slots__}
    card = replace(CustomerInput(**known), **fields)  # type: ignore[arg-type]  # text fields only
    change_customer_and_check(actor, workspace_id, customer.id, card, now=now)


def run_all(job: Assignment) -> tuple[RunRow, ...]:
    """Return the first run of each stream, rehearsed and carried out now where there was none."""
    return tuple(_run(job, batch) for batch in job.work.batches)


def send_all(job: Assignment, runs: tuple[RunRow, ...]) -> None:
    """Have the accountant send what the runs made and nobody has sent yet, and wait until all of it has left."""
    for run in runs:
        with looking(job.accountant):
            unsent = run_delivery_counts(job.workspace_id, run.id).unsent
        if unsent:
            with acting(job.accountant, in_=job.workspace_id) as (actor, now):
                send_run(actor, job.workspace_id, run.id, now=now)
        job.stage.wait(partial(_is_out, job, run), what=f"Sending run {run.number}")


def _run(job: Assignment, batch: Batch) -> RunRow:
    with looking(job.accountant):
        stream = _stream(job, batch)
        ran = _first_run(job, stream)
    run_id = ran.id if ran else _start(job, stream)
    progress = job.stage.wait(lambda: _settled(job, run_id), what=f"The run for {job.story.name}")
    with looking(job.accountant):
        run = get_run(job.workspace_id, run_id).row
    job.expect(true=not run.set_aside, otherwise=f"{run.set_aside} requests were left out of run {run.number}")
    numbers = f"numbers {run.first_number}-{run.last_number}"
    job.ok(f"{run.issued} invoices issued, {numbers}; {progress.rendered} documents made", stream=stream.name)
    return run


def _start(job: Assignment, stream: StreamFacts) -> RunId:
    """Start a run of all that is ready in a stream, as its rehearsal showed it."""
    with looking(job.accountant) as now:
        issued_on = local_day(now, job.story.country)
        chosen = ready_ids(job.workspace_id, RequestQuery(stream_id=stream.id))
        rehearsal = rehearse(job.workspace_id, stream.id, chosen, issued_on, now=now)
    sums = ", ".join(f"{total.gross:,.2f} {total.currency}" for total in rehearsal.sums)
    job.ok(f"{rehearsal.count} invoices rehearsed, {sums} with VAT, nothing written", stream=stream.name)
    print_ = rehearsal.fingerprint
    with acting(job.accountant, in_=job.workspace_id) as (actor, now):
        return start_run(actor, job.workspace_id, stream.id, chosen, issued_on=issued_on, fingerprint=print_, now=now)


def _stream(job: Assignment, batch: Batch) -> StreamFacts:
    found = find_stream(job.workspace_id, batch.stream.code)
    if found is None:
        raise NoSuchStream(batch.stream.code)
    return found


def _first_run(job: Assignment, stream: StreamFacts) -> RunRow | None:
    runs = (run for run in run_rows(job.workspace_id, limit=1000) if run.stream_id == stream.id)
    return min(runs, key=lambda run: run.number, default=None)


def _settled(job: Assignment, run_id: RunId) -> RunProgress | None:
    with looking(job.accountant):
        progress = run_progress(job.workspace_id, run_id)
    return progress if progress.is_settled else None


def _is_out(job: Assignment, run: RunRow) -> bool:
    with looking(job.accountant):
        counts = run_delivery_counts(job.workspace_id, run.id)
    return not counts.unsent and not any(state in UNDER_WAY for _channel, state in counts.by_state)
