"""How long a run takes from import to mail on this machine, in real processes, and what pages take meanwhile.

    .venv/bin/python benchmarks/run.py [--invoices 500] [--lines 5] [--json]

Exit code 0: all targets met, 1: one was missed, and the report says which.
"""

import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    # The project in place of this folder; what the tests make their people and requests by comes last.
    sys.path[:] = [str(ROOT), *sys.path[1:], str(ROOT / "tests")]
    runpy.run_module("benchmarks.whole_run", run_name="__main__", alter_sys=True)
