#!/usr/bin/env python3
"""Samla on a bare machine: `python3 run.py demo`, `python3 run.py test`. Needs Python 3.11 with pip, nothing else."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 said to whoever starts it with an older one
    sys.exit("Samla needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

from launch.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
