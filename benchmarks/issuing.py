"""How fast a big run is issued (numbers, ledger, outbox) and its invoices written as XML, by two processes.

    .venv/bin/python benchmarks/issuing.py [--invoices 10000] [--lines 5] [--json]

Exit code 0: both at 500 a second or better, 1: one isn't, and the report says which.
"""

import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    # The project in place of this folder; what the tests make their people and requests by comes last.
    sys.path[:] = [str(ROOT), *sys.path[1:], str(ROOT / "tests")]
    runpy.run_module("benchmarks.big_run", run_name="__main__", alter_sys=True)
