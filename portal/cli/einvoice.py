"""`samla einvoice`: check an e-invoice against the rules, and convert between Finvoice and UBL; no database."""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

import click

from billing.en16931.checks.report import Report, check, passes
from billing.en16931.conversion import CannotConvert, convert
from billing.en16931.xmlsafe import DEFAULT_LIMIT, TooLarge
from tenants.kernel.refusals import Refusal

VIOLATED: Final = 1
FILE: Final = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


finvoice_xsd_option = click.option(
    "--finvoice-xsd",
    type=FILE,
    envvar="SAMLA_FINVOICE_XSD",
    show_envvar=True,
    help="The official Finvoice schema, where you have it.",
)


@click.group()
def einvoice() -> None:
    """Check and convert e-invoices: UBL (Peppol BIS Billing 3) and Finvoice 3.0.

    Exit code 0: passed or written, 1: violated or refused, 2: wrong use.
    """


@einvoice.command(name="check")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@finvoice_xsd_option
def check_command(file: Path, *, as_json: bool, finvoice_xsd: Path | None) -> None:
    """Print each rule that FILE violates, what was checked, and what wasn't.

    Exit code 0: nothing fatal; 1: something fatal, or the file can't be read; 2: wrong use.
    """
    with refusing(as_json=as_json):
        report = check(content(file), finvoice_xsd=finvoice_xsd)
        click.echo(as_document(report) if as_json else "\n".join(as_lines(report)))
    if not passes(report):
        sys.exit(VIOLATED)


@einvoice.command(name="convert")
@click.argument("file", metavar="IN", type=FILE)
@click.option("--to", type=click.Choice(("finvoice", "ubl")), required=True, help="The syntax to write.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; else standard output.")
@finvoice_xsd_option
def convert_command(file: Path, *, to: Literal["finvoice", "ubl"], out: Path | None, finvoice_xsd: Path | None) -> None:
    """Write the invoice of IN in the other syntax, or nothing at all and the reasons why not.

    What the syntax has no place for although no law asks for it, such as an enclosed document, is told on standard
    error. Exit code 0: written; 1: refused; 2: wrong use.
    """
    with refusing():
        converted = convert(content(file), to, finvoice_xsd=finvoice_xsd)
    for sentence in converted.left_out:
        click.echo(str(sentence), err=True)
    if out is None:
        with refusing():
            click.echo(converted.content, nl=False)
        return
    with writing(out):
        replace_file(out, converted.content)


@contextmanager
def refusing(*, as_json: bool = False) -> Iterator[None]:
    """Turn a refusal into its reasons on standard error, a line each, and exit code 1; JSON on standard output too."""
    try:
        yield
    except Refusal as refusal:
        reasons = reasons_of(refusal)
        click.echo("\n".join(reasons), err=True)
        if as_json:
            click.echo(json.dumps({"passes": False, "refused": reasons}, ensure_ascii=False, indent=2))
        sys.exit(VIOLATED)
    except BrokenPipeError:
        raise  # whoever read our output has enough of it
    except OSError as fault:
        click.echo(f"The file can't be read or written: {fault.strerror}.", err=True)
        sys.exit(VIOLATED)


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Turn a file that can't be written into a statement of wrong use (exit code 2)."""
    try:
        yield
    except OSError as error:
        raise click.BadParameter(f"{out}: {error.strerror}", param_hint="--out") from error


def reasons_of(refusal: Refusal) -> list[str]:
    """Return each reason of a refusal in English."""
    if isinstance(refusal, CannotConvert) and refusal.reasons:
        return [str(reason) for reason in refusal.reasons]
    return [str(refusal)]


def content(file: Path) -> bytes:
    """Return a file's bytes, without reading one that is larger than any e-invoice.

    Raises:
        TooLarge: more bytes than are read of an XML file.
    """
    size = file.stat().st_size
    if size > DEFAULT_LIMIT:
        raise TooLarge(size=size, limit=DEFAULT_LIMIT)
    with file.open("rb") as stream:
        return stream.read(DEFAULT_LIMIT + 1)


def replace_file(out: Path, content_: bytes) -> None:
    """Write a file whole or not at all: beside it first, then renamed over it; a device is written to as it is."""
    out = out.resolve()
    if out.exists() and not out.is_file():
        out.write_bytes(content_)
        return
    mode = out.stat().st_mode & 0o777 if out.exists() else 0o666 & ~_umask()
    descriptor, beside = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content_)
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
        Path(beside).replace(out)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def as_lines(report: Report) -> Iterator[str]:
    """Yield the report for a terminal: one line a violation, then what was and what wasn't checked."""
    for found in report.violations:
        yield f"{found.level:<8}{found.id}  {found.where}\n        {found.sentence}"
    fatal = sum(found.level == "fatal" for found in report.violations)
    warnings = len(report.violations) - fatal
    yield f"{report.syntax}, documents: {report.documents}, fatal: {fatal}, warnings: {warnings}"
    yield from (f"checked: {name}" for name in report.checked)
    yield from (f"not checked: {name}" for name in report.not_checked)


def as_document(report: Report) -> str:
    """Return the report as a JSON document."""
    return json.dumps(
        {
            "syntax": report.syntax,
            "documents": report.documents,
            "passes": passes(report),
            "violations": [
                {"id": found.id, "level": found.level, "where": found.where, "sentence": str(found.sentence)}
                for found in report.violations
            ],
            "checked": [str(name) for name in report.checked],
            "not_checked": [str(name) for name in report.not_checked],
        },
        ensure_ascii=False,
        indent=2,
    )
