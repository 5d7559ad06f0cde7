"""How documents look, from the settings."""

import pytest
from factories.cast import Cast
from factories.ready import make_seller

from billing.delivery.queries import get_look
from billing.seller.queries import SellerMissing


class TestGetLook:
    """`get_look`."""

    def test_takes_colour_and_payment_part_from_the_seller(self, cast: Cast) -> None:
        for house, slip in ((cast.kuusi, "tilisiirto"), (cast.ek, "bankgiro")):
            make_seller(house.workspace_id, accent="#1f4e79")
            person = cast.bob if house is cast.kuusi else cast.dora
            with person.acting():
                look = get_look(house.workspace_id)
            assert (look.accent, look.slip, look.logo) == ("#1f4e79", slip, None)

    def test_shows_a_stranger_no_settings(self, cast: Cast) -> None:
        make_seller(cast.kuusi.workspace_id)
        with pytest.raises(SellerMissing), cast.charlie.acting():
            get_look(cast.kuusi.workspace_id)
