"""A workspace's choices."""

import pytest

from billing.documents.look import SLIP_KINDS, Look, NotAColour, TooPale, contrast_on_white, usual_slip


class TestLook:
    """One readable colour, and no way into the style sheet."""

    @pytest.mark.parametrize("accent", ["red", "#fff", "#12345g", "#1f4e79;}", "1f4e79", "#1F4E79", "url(x)", ""])
    def test_lets_only_six_digits_into_the_style(self, accent: str) -> None:
        with pytest.raises(NotAColour):
            Look(accent=accent)

    @pytest.mark.parametrize("accent", ["#ffffff", "#ffd700", "#9aa5b1"])
    def test_refuses_a_colour_nobody_can_read(self, accent: str) -> None:
        with pytest.raises(TooPale):
            Look(accent=accent)

    def test_has_a_usual_colour_that_can_be_read(self) -> None:
        assert contrast_on_white(Look().accent) > 7


class TestUsualSlip:
    """The payment part by country."""

    def test_knows_the_four_countries_and_has_the_account_for_others(self) -> None:
        slips = [usual_slip(country) for country in ("FI", "SE", "NO", "DK", "DE", None)]

        assert slips == ["tilisiirto", "bankgiro", "kid", "fik", "account", "account"]
        assert set(slips) <= set(SLIP_KINDS)
