"""Reading the seller."""

import pytest
from factories.cast import Cast

from billing.seller.queries import SellerMissing, find_seller, get_seller


class TestGetSeller:
    """Before anything was saved."""

    def test_says_that_the_settings_come_first(self, cast: Cast) -> None:
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            assert find_seller(cast.kuusi.workspace_id) is None
            with pytest.raises(SellerMissing, match="settings first"):
                get_seller(cast.kuusi.workspace_id)
