"""A run whose workers are killed at every point, and whose queue is emptied, ends as if nothing had happened."""

from factories.installation import Installation
from factories.kills import CHUNK, ISSUING, SUMMARISING, kill_run_everywhere


class TestKilledRun:
    """One round: each named point once."""

    def test_issues_every_request_once_with_numbers_that_have_no_gap(self, installation: Installation) -> None:
        figures = kill_run_everywhere(installation, 1, seed=20261122)
        assert figures.wrongs == 0, figures
        assert figures.invoices == len(ISSUING) * CHUNK
        assert figures.points == {*ISSUING, *SUMMARISING}
        assert (figures.kills, figures.flushes) == (len(figures.points), 1)
