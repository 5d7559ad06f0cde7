"""Units, rates and prices in words."""

from datetime import date
from decimal import Decimal

import pytest
from flask import Flask

from portal.web.articles.words import price_words, unit_choices, vat_choices
from tenants.kernel.country import COUNTRIES, Country


class TestPriceWords:
    """A price with its currency."""

    @pytest.mark.parametrize(
        ("price", "currency", "said"),
        [
            ("12.50", "EUR", "12.50 EUR"),
            ("0.0525", "EUR", "0.0525 EUR"),
            ("100", "JPY", "100 JPY"),
            ("1.5", "JPY", "1.5 JPY"),
        ],
    )
    def test_has_the_currencys_decimals_or_its_own(self, app: Flask, price: str, currency: str, said: str) -> None:
        with app.test_request_context():
            assert price_words(Decimal(price), currency).replace("\N{NO-BREAK SPACE}", " ") == said


class TestChoices:
    """What can be chosen."""

    @pytest.mark.parametrize("country", COUNTRIES)
    def test_begin_with_the_standard_rate_and_name_each_once(self, app: Flask, country: Country) -> None:
        with app.test_request_context():
            choices = [value for value, _words in vat_choices(country, date(2026, 11, 23))]
        assert choices[0] == "standard rate"
        assert len(choices) == len(set(choices))

    def test_have_the_unit_that_an_article_has(self, app: Flask) -> None:
        with app.test_request_context():
            assert dict(unit_choices("XPL"))["XPL"] == "XPL"
