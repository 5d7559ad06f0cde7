"""Charges, records of acceptance, notices of terms and digests whose workers are killed at every point."""

from factories.agreement_kills import CHARGING, DIGESTING, NOTICING, RECORDING, kill_agreements_everywhere
from factories.installation import Installation


class TestKilledAgreements:
    """One round: each named point once."""

    def test_leave_each_charge_and_record_once_and_nobody_untold(self, installation: Installation) -> None:
        figures = kill_agreements_everywhere(installation, 1, seed=20261122)
        assert figures.wrongs == 0, figures
        assert figures.points == {*RECORDING, *CHARGING, *NOTICING, *DIGESTING}
        # A mail that was on its way when its worker died comes again under the same Message-ID.
        assert figures.copies >= 2
