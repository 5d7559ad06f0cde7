"""Documents and deliveries whose workers are killed at every point: nothing twice, nothing lost, nothing unsaid."""

from factories.delivery_kills import EACH, FILING, MAILING, RENDERING, kill_deliveries_everywhere
from factories.installation import Installation


class TestKilledDeliveries:
    """One round: each named point once."""

    def test_leave_one_document_each_one_file_each_and_no_mail_twice(self, installation: Installation) -> None:
        figures = kill_deliveries_everywhere(installation, 1, seed=20261122)
        assert figures.wrongs == 0, figures
        assert figures.points == {point.partition(":")[0] for point in (*RENDERING, *FILING, *MAILING)}
        assert (figures.invoices, figures.files) == (2 * EACH, EACH)
        # A kill between the claim of a mail and its outcome leaves at most one that nobody knows of.
        assert 0 < figures.unknown < len(MAILING)
        assert EACH - figures.unknown <= figures.mails <= EACH
