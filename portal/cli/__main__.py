"""`python -m portal.cli` is `samla`."""

from portal.cli.main import main

main()
