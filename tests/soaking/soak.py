"""The parts of a soak run in their order, and what is told of each."""

import argparse
import secrets
import sys
import time
from collections.abc import Mapping

from tests.soaking.amounts import agree_on_amounts
from tests.soaking.files import read_broken_files
from tests.soaking.kills import kill_agreements, kill_deliveries, kill_runs
from tests.soaking.parts import Part, Violation

SEEDS = 2**31


def main() -> int:
    """Go through all parts, and return 0, or 1 at the first violation."""
    parser = argparse.ArgumentParser(prog="soak", description=__doc__)
    parser.add_argument("--full", action="store_true", help="100,000 invoices, 3,000 killed workers")
    parser.add_argument("--seed", type=int, default=None, help="repeat a run; by default another one each time")
    parser.add_argument("--only", choices=[part.name for part in PARTS], action="append", help="only such parts")
    given = parser.parse_args()
    seed = secrets.randbelow(SEEDS) if given.seed is None else given.seed
    tell(f"seed {seed}")
    chosen = [part for part in PARTS if part.name in (given.only or NAMES)]
    return 1 if any(not passes(part, seed, full=given.full) for part in chosen) else 0


def passes(part: Part, seed: int, *, full: bool) -> bool:
    """Go through one part, tell its figures, and return whether nothing was wrong."""
    began = time.monotonic()
    try:
        figures = part.work(seed, part.full if full else part.short)
    except Violation as violation:
        option = " --full" if full else ""
        tell(f"{part.name}: WRONG after {time.monotonic() - began:.0f} s: {violation}")
        tell(f"repeat it: python3 run.py soak --only {part.name} --seed {seed}{option}")
        return False
    tell(f"{part.name}: {told(figures)}; nothing wrong; {time.monotonic() - began:.0f} s")
    return True


def told(figures: Mapping[str, int]) -> str:
    """Return figures in words.

    >>> told({"invoices": 5000, "kills": 7})
    '5,000 invoices, 7 kills'
    """
    return ", ".join(f"{count:,} {name}" for name, count in figures.items())


def tell(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201  the report is this program's output


# How much each part does: invoices, files, and kills.
PARTS = (
    Part("amounts", agree_on_amounts, short=5_000, full=100_000),
    Part("files", read_broken_files, short=20_000, full=400_000),
    Part("runs", kill_runs, short=40, full=1_000),
    Part("deliveries", kill_deliveries, short=40, full=1_000),
    Part("agreements", kill_agreements, short=40, full=1_000),
)
NAMES = [part.name for part in PARTS]

if __name__ == "__main__":
    sys.exit(main())
