"""What row security costs the lists: each query with it and without, among many workspaces, as a ratio of one run.

    .venv/bin/python benchmarks/lists.py [--workspaces 300] [--invoices 100000] [--json]

Exit code 0: no list costs more than 1.5 times, 1: one does, and the table says which.
"""

import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    sys.path[:] = [str(ROOT), *sys.path[1:], str(ROOT / "tests")]
    runpy.run_module("benchmarks.secured_lists", run_name="__main__", alter_sys=True)
