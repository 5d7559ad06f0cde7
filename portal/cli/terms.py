"""`samla terms`: publish new versions of the legal texts, list them, and check records of acceptance."""

import base64
import binascii
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

import click
import pikepdf

from portal.cli.serving import ready_app
from portal.config import Config
from portal.edge.transaction import reading, transaction
from tenants.kernel.country import ZONES, local_day
from tenants.kernel.scope import Scope
from tenants.secrets.signing import Signet
from tenants.terms.actions.versions import Published, publish_versions
from tenants.terms.folder import read_folder
from tenants.terms.queries.versions import VersionRow, version_rows
from tenants.terms.sealing import ENCLOSED, Sealed, read_enclosed, read_seal

REFUSED: Final = 1
FILE: Final = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def terms() -> None:
    """Publish the legal texts, and check records of acceptance.

    Exit code of each command 0: done; 1: refused, with the reason; 2: wrong use.
    """


@terms.command()
@click.argument("folder", type=FOLDER)
@click.option("--from", "day", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The first day it counts.")
@click.option("--renewed-consent", is_flag=True, help="Without a new acceptance nothing new is made from that day.")
def publish(folder: Path, day: datetime, *, renewed_consent: bool) -> None:
    """Publish the next version of each text in FOLDER that has changed: <kind>.<language>.md, in all five languages.

    Kinds: terms_of_service, data_processing, mandate_to_invoice, mandate_to_remind. With --renewed-consent at least 14
    days are needed; the admins concerned are told by mail at once and a week before, and every page of theirs says it.

    Exit code 0: published; 1: refused, with the reason, and nothing was; 2: wrong use.
    """
    with ready_app().app_context():
        done = publish_folder(folder, beginning_of(day), renewed_consent=renewed_consent)
    for each in done:
        click.echo(f"{each.kind} version {each.version} counts from {day:%Y-%m-%d}; mails asked for: {each.mails}")


@terms.command(name="list")
def list_command() -> None:
    """Print every version: the text, the day it counts from, whether it requires consent anew, its languages.

    Exit code 0: printed; 1: refused, with the reason; 2: wrong use.
    """
    with ready_app().app_context(), reading(Scope()):
        click.echo("\n".join(as_lines(version_rows())))


@terms.command()
def key() -> None:
    """Print the public key of this installation, by which anybody can check its seals.

    Exit code 0: printed; 1: refused, with the reason; 2: wrong use.
    """
    click.echo(Signet(Config.from_env().sealing_key).public_key)


@terms.command()
@click.argument("file", type=FILE)
@click.option("--seal", type=FILE, help="The seal of the PDF; by default FILE with .seal after it.")
@click.option("--key", "public_key", help="The installation's public key; by default this installation's own.")
def verify(file: Path, seal: Path | None, public_key: str | None) -> None:
    """Check a record of acceptance (PDF): the signed record inside it, and the seal of the PDF beside it.

    Exit code 0: all that is there is unchanged and by the key; 1: something isn't, or there is nothing to check;
    2: wrong use.
    """
    known = checked_key(public_key) if public_key else Signet(Config.from_env().sealing_key).public_key
    document = file.read_bytes()
    beside = seal or file.with_name(f"{file.name}.seal")
    results = [told("record inside", enclosed_in(file), known)]
    if beside.exists():
        results.append(told("PDF by its seal", read_seal(beside.read_bytes(), document), known))
    else:
        click.echo("PDF by its seal: not checked, there is no seal beside it")
    sys.exit(0 if all(results) else REFUSED)


def publish_folder(folder: Path, since: datetime, *, renewed_consent: bool) -> tuple[Published, ...]:
    """Publish a folder in one transaction, and return what got a new version.

    Raises:
        NoTexts, LanguageMissing, NoTitle, OtherShape, NothingChanged, NoticeTooShort.
    """
    drafts = read_folder(folder)
    with transaction(scope=Scope()) as now:
        return publish_versions(drafts, in_force_from=since, renewed_consent=renewed_consent, now=now)


def as_lines(rows: Iterable[VersionRow]) -> Iterator[str]:
    """Yield a line for each version."""
    for row in rows:
        consent = "renewed consent" if row.renewed_consent else "no new consent"
        day = local_day(row.in_force_from, "FI")
        yield f"{row.kind} {row.version} from {day}, {consent}, {' '.join(row.languages)}"


def told(what: str, sealed: Sealed | None, known: str) -> bool:
    """Say what came of a check, and return whether it holds."""
    if sealed is None:
        click.echo(f"{what}: there is none that can be read", err=True)
        return False
    if sealed.public_key != known:
        click.echo(f"{what}: signed by another key, {sealed.public_key}", err=True)
        return False
    holds = sealed.holds(known)
    click.echo(f"{what}: {'unchanged, signed by this key' if holds else 'CHANGED since it was signed'}", err=not holds)
    return holds


def enclosed_in(file: Path) -> Sealed | None:
    """Return the signed record inside a PDF, or None where there is none."""
    try:
        with pikepdf.open(file) as pdf:
            found = pdf.attachments.get(ENCLOSED)
            return read_enclosed(found.get_file().read_bytes()) if found else None
    except pikepdf.PdfError:
        return None


def checked_key(text: str) -> str:
    """Return a public key as it was given.

    Raises:
        BadParameter: it isn't 32 bytes in base64.
    """
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error as wrong:
        raise click.BadParameter("not base64") from wrong
    if len(raw) != 32:  # noqa: PLR2004  the length of an Ed25519 key
        raise click.BadParameter("not 32 bytes")
    return text


def beginning_of(day: date) -> datetime:
    """Return the moment a day begins where days begin first among our countries, in Finland."""
    return datetime.combine(day, time(), tzinfo=ZONES["FI"])
