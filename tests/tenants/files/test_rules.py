"""How long documents are kept."""

from datetime import date

import pytest

from tenants.files.rules import retain_until
from tenants.kernel.country import Country


class TestRetainUntil:
    """`retain_until`."""

    @pytest.mark.parametrize(
        ("country", "last"),
        [
            ("FI", date(2033, 12, 31)),
            ("SE", date(2034, 12, 31)),
            ("NO", date(2032, 12, 31)),
            ("DK", date(2032, 12, 31)),
        ],
    )
    def test_counts_from_the_latest_end_that_the_financial_year_can_have(self, country: Country, last: date) -> None:
        assert retain_until(country, date(2026, 2, 28)) == last
        assert retain_until(country, date(2026, 12, 31)) == last
