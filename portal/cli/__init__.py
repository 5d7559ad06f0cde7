"""The command line: `samla`."""

from portal.cli.main import main

__all__ = ["main"]
