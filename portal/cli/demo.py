"""`samla demo`: everything on this machine, with a firm that has been at work."""

import sys
from pathlib import Path
from typing import Final

import click

from portal.demo.announcing import tell_codes
from portal.demo.failures import DemoFailure, Stopped
from portal.demo.folder import DemoFolder
from portal.demo.keys import Keys
from portal.demo.starting import Wishes, erase, run
from portal.embedded.failures import EmbeddedFailure
from portal.unfit import NotFit
from tenants.kernel.refusals import Refusal

REFUSED: Final = 1
INTERRUPTED: Final = 130  # what a shell returns for a command ended by Ctrl-C
FOLDER: Final = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option("--exit", "ends", is_flag=True, help="Do all of it, then end instead of serving.")
@click.option("--fresh", is_flag=True, help="Start over: remove what earlier starts have kept.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1024, 65000), help="Or the next free one.")
@click.option("--state", default=".demo", show_default=True, type=FOLDER, help="Where everything is kept.")
@click.option("--code", is_flag=True, help="Print the current codes of the second step, and start nothing.")
def demo(*, ends: bool, fresh: bool, port: int, state: Path, code: bool) -> None:
    """Start Samla with sample data: database, queue, workers, a mail catcher, a firm and its clients.

    Exit code 0: every step came true; 1: one didn't, and which; 2: wrong use.
    """
    folder = DemoFolder(state.resolve())
    try:
        if code:
            _tell_codes(folder)
            return
        if fresh:
            erase(folder)
        run(folder, Wishes(port=port, ends=ends, repeat=_command(state)))
    except Stopped:
        sys.exit(INTERRUPTED)
    except (DemoFailure, EmbeddedFailure, NotFit, Refusal, OSError) as reason:
        click.echo(f"no  {reason}", err=True)
        sys.exit(REFUSED)


def _tell_codes(folder: DemoFolder) -> None:
    if not folder.keys.exists():
        raise DemoFailure("There is no demo yet; start it first.")
    tell_codes(Keys.read(folder.keys))


def _command(state: Path) -> str:
    """Return the command that a reader can give for the same demo."""
    return "python3 run.py demo" if str(state) == ".demo" else f"python3 run.py demo --state {state}"
