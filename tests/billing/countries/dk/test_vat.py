"""Danish VAT by day of supply."""

from datetime import date

import pytest

from billing.countries.dk.vat import printed_business_id, rates, seller_statements, standard_rate, wording
from billing.countries.since import NoFigure
from billing.countries.vat_wording import SellerStanding, Special

ON = date(2026, 11, 23)
REGISTERED = SellerStanding(vat_registered=True)


class TestRates:
    """Rates a supply may carry."""

    def test_are_one_and_zero(self) -> None:
        found = rates(date(2026, 11, 23))
        assert [(rate.percent, rate.confirmed) for rate in found] == [(25, True), (0, True)]

    def test_are_refused_before_what_is_vouched_for(self) -> None:
        with pytest.raises(NoFigure):
            standard_rate(date(2023, 12, 31))


class TestPrintedWords:
    """What a Danish invoice says."""

    def test_prints_the_cvr_number_in_one_piece(self) -> None:
        assert printed_business_id("13585628", REGISTERED) == "13585628"
        assert seller_statements(REGISTERED) == ()

    def test_says_whence_the_words_of_reverse_charge_are(self) -> None:
        assert wording(Special.REVERSE_CHARGE, "da", ON).source == "momsbekendtgørelsen § 59, nr. 3"

    @pytest.mark.parametrize(
        ("special", "goods"),
        [
            (Special.MARGIN_USED_GOODS, "brugte genstande"),
            (Special.MARGIN_ART, "kunstgenstande"),
            (Special.MARGIN_ANTIQUES, "samlerobjekter og antikviteter"),
        ],
    )
    def test_tells_the_buyer_under_a_margin_scheme_that_nothing_is_deducted(self, special: Special, goods: str) -> None:
        text = wording(special, "da", ON).text
        assert text == f"Fortjenstmargenordning – {goods} – køber har ikke fradrag for momsen"

    def test_has_the_words_of_the_directive_in_other_languages(self) -> None:
        assert wording(Special.MARGIN_USED_GOODS, "en", ON).text == "Margin scheme – Second-hand goods"
