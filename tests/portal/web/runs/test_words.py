"""Figures of a run in words."""

from decimal import Decimal

import pytest
from flask import Flask

from billing.runs.rules.totals import RateTotal
from portal.web._design.words import say
from portal.web.runs.words import rate_words


class TestRateWords:
    """What a total by VAT rate is called."""

    @pytest.mark.parametrize(
        ("category", "rate", "words"),
        [("S", "25.5", "VAT 25.5%"), ("AE", "0", "Reverse charge"), ("E", "0", "Exempt from VAT")],
    )
    def test_names_the_rate_or_why_there_is_none(self, app: Flask, category: str, rate: str, words: str) -> None:
        total = RateTotal(category=category, rate=Decimal(rate), currency="EUR", net=Decimal(1), vat=Decimal(0))
        with app.test_request_context():
            assert say(rate_words(total)) == words
