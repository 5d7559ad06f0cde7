"""Where the law wants what said."""

import pytest

from billing.countries.mandatory import PARAGRAPHS, Point, language_law, paragraph
from tenants.kernel.country import COUNTRIES
from tenants.kernel.language import LANGUAGES

NOT_EVERYWHERE = {
    Point.BUYER_VAT_NUMBER,
    Point.SELF_BILLING,
    Point.MARGIN_TRAVEL,
    Point.MARGIN_GOODS,
    Point.DUE_DAY,
}


class TestParagraph:
    """Each point in each country."""

    def test_knows_every_point(self) -> None:
        assert set(PARAGRAPHS) == set(Point)

    @pytest.mark.parametrize("country", COUNTRIES)
    @pytest.mark.parametrize("point", sorted(set(Point) - NOT_EVERYWHERE))
    def test_has_the_common_points_in_every_country(self, point: Point, country: str) -> None:
        assert paragraph(point, country)

    @pytest.mark.parametrize(
        ("point", "country", "wanted"),
        [
            (Point.DUE_DAY, "NO", "bokføringsforskriften § 5-1-1, nr. 5"),
            (Point.DUE_DAY, "FI", None),
            (Point.BUYER_VAT_NUMBER, "NO", None),
            (Point.REVERSE_CHARGE, "DK", "momsbekendtgørelsen § 59, nr. 3"),
            (Point.PARTIES, "DK", "momsbekendtgørelsen § 58, stk. 1, nr. 4"),
        ],
    )
    def test_tells_the_countries_apart(self, point: Point, country: str, wanted: str | None) -> None:
        assert paragraph(point, country) == wanted


class TestLanguageLaw:
    """Norway's four languages."""

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("country", COUNTRIES)
    def test_keeps_norwegian_sellers_from_finnish_only(self, country: str, language: str) -> None:
        assert bool(language_law(language, country)) == (country == "NO" and language == "fi")
