"""What a document of ten lines costs, as a ratio to the same page written freely with flex and grid.

    .venv/bin/python benchmarks/documents.py [--rounds 15] [--json]

Exit code 0: it takes at most a quarter of the CPU, 1: it takes more. Both are drawn by WeasyPrint, alone in one
process, in turns (A B, then B A), so that a machine that slows down slows both; the ratio is the median of the pairs'.
Ours is the whole of it: the view of the invoice, the template, tags, PDF/A-3b and the e-invoice inside.
"""

import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    sys.path[:] = [str(ROOT), *sys.path[1:]]
    runpy.run_module("benchmarks.two_pages", run_name="__main__", alter_sys=True)
