"""What is said after a card was saved."""

import pytest

from billing.requests.actions import CheckCounts
from portal.web.customers.saved import saved


class TestSaved:
    """The sentence on the next page."""

    @pytest.mark.parametrize(
        ("counts", "sentence"),
        [
            (CheckCounts(0, 0, 0, 0), "Saved."),
            (CheckCounts(1, 0, 1, 0), "Saved. 1 request became ready."),
            (CheckCounts(3, 1, 3, 0), "Saved. 3 requests became ready."),
            (CheckCounts(0, 2, 0, 2), "Saved. 2 requests have errors now."),
            (CheckCounts(0, 2, 0, 0), "Saved. 2 requests of this customer still have errors."),
        ],
    )
    def test_counts_what_it_brought_about(self, counts: CheckCounts, sentence: str) -> None:
        assert str(saved(counts)) == sentence
