"""`samla import`: bring files into a workspace, as the installation's operator."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from uuid import UUID

import click

from billing.requests.actions import ImportResult, Upload, import_requests
from billing.requests.formats.reading import MOST_BYTES, FileTooLarge
from billing.streams.queries import NoSuchStream, StreamFacts, stream_rows
from portal.auth.proving import seal
from portal.cli.serving import ready_app
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor, operator_actor
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.refusals import Refusal

REFUSED: Final = 1
FILE: Final = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
OPERATOR: Final = "samla import"


class UnknownStream(NoSuchStream):
    """There is no stream %(name)s here; there are: %(streams)s."""


class NothingAgreed(NoSuchStream):
    """There is no workspace with this id, or nothing has been agreed there yet."""


class ChooseStream(NoSuchStream):
    """Choose a stream with --stream; there are: %(streams)s."""


@click.group()
def importing() -> None:
    """Bring files into a workspace. Exit code 0: imported, 1: refused with the reason, 2: wrong use."""


@importing.command(name="requests")
@click.argument("file", type=FILE)
@click.option("--workspace", required=True, type=click.UUID, metavar="ID", help="The workspace to import into.")
@click.option("--stream", metavar="NAME", help="The stream's code or name; not needed where there is one stream.")
def requests_command(file: Path, workspace: UUID, stream: str | None) -> None:
    """Import billing requests from FILE: CSV, Finvoice or UBL; all of it, or nothing and the reason.

    \b
    CSV: the first row names the columns; rows with the same request_id are lines of one request.
      needed     request_id customer_number text quantity unit_price vat_rate
      lines      article unit vat_category vat_scheme vat_reason discount_percent line_period_start line_period_end
      request    currency order_reference buyer_reference note period_start period_end delivered_on due_on
                 credited_invoice (makes a credit note) state (cancelled: called off)
      household  household_work rot_rut work_kind work_hours personal_id property housing_association apartment
      new cards  customer_name customer_kind customer_street customer_postal_code customer_city
                 customer_country customer_email customer_business_id customer_vat_id

    Exit code 0: imported, also where some requests are invalid, which is then told; 1: refused; 2: wrong use.
    """  # noqa: D301  click wants the sign itself, not its name
    try:
        upload = Upload(file.name, content(file))
        with ready_app().app_context():
            result = run(WorkspaceId(workspace), stream, upload)
    except Refusal as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(REFUSED)
    click.echo("\n".join(as_lines(result)))


def run(workspace_id: WorkspaceId, stream: str | None, upload: Upload) -> ImportResult:
    """Import a file in one transaction, as the operator of the installation, and return what came of it.

    A second stream is filled only where the company's plan has several, whoever runs the command.
    """
    scope = job_actor("workspace", workspace_id).scope(acting=workspace_id)
    with transaction(scope=scope) as now:
        actor = operator_actor(workspace_id, name=OPERATOR)
        chosen = choose(stream_rows(workspace_id), stream)
        return import_requests(actor, workspace_id, chosen.id, upload, now=now, seal=seal())


def choose(streams: tuple[StreamFacts, ...], name: str | None) -> StreamFacts:
    """Return the stream of a code or name; without one, the only stream there is.

    Raises:
        NothingAgreed: there is none at all; each workspace whose agreement runs has one.
        UnknownStream: none is called so.
        ChooseStream: there are several.
    """
    if not streams:
        raise NothingAgreed
    codes = ", ".join(stream.code for stream in streams)
    found = [stream for stream in streams if name is None or name in {stream.code, stream.name}]
    if name is not None and not found:
        raise UnknownStream(name=name, streams=codes)
    if len(found) != 1:
        raise ChooseStream(streams=codes)
    return found[0]


def content(file: Path) -> bytes:
    """Return a file's bytes, without reading one that is larger than any that is imported.

    Raises:
        FileTooLarge: it is.
    """
    size = file.stat().st_size
    if size > MOST_BYTES:
        raise FileTooLarge(size=size, limit=MOST_BYTES)
    with file.open("rb") as stream:  # a pipe or a device has no size
        return stream.read(MOST_BYTES + 1)


def as_lines(result: ImportResult) -> Iterator[str]:
    """Yield what came of a file: the counts, then each request that can't be invoiced, with its place and reasons."""
    yield f"read {result.read}: ready {result.ready}, invalid {result.invalid}, cancelled {result.cancelled}"
    yield f"imported before: {result.duplicates}, new customers: {result.customers_added}"
    for refused in result.refused:
        yield f"error at {refused.place}, {refused.key}:"
        yield from (f"    {problem.field}: {problem.message}" for problem in refused.problems)
