"""Hours of work in minutes: random amounts, broken files, killed workers; ends at the first thing that is wrong.

    python3 run.py soak [--full] [--seed N]

Exit code 0: nothing was wrong, 1: something was, and the seed that shows it again is printed.
"""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    # What the parts share with the tests comes last, so that tests/billing never stands in for billing.
    sys.path.append(str(Path(__file__).parent))
    runpy.run_module("tests.soaking.soak", run_name="__main__", alter_sys=True)
