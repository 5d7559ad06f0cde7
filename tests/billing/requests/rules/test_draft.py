"""What a file leaves unsaid."""

from datetime import date

import pytest
from factories.sellers import a_seller

from billing.requests.rules.draft import Defaults
from billing.seller.rules import seller_party


class TestLanguageFor:
    """What a new customer reads."""

    @pytest.mark.parametrize(
        ("seller", "buyer", "language"),
        [("FI", "SE", "sv"), ("FI", "DE", "fi"), ("SE", "FI", "fi"), ("NO", "FI", "en"), ("NO", "DK", "da")],
    )
    def test_is_the_countrys_where_the_sellers_law_takes_it(self, seller: str, buyer: str, language: str) -> None:
        facts = a_seller(seller)
        defaults = Defaults(
            seller=seller_party(facts), country=facts.country, language=facts.language, currency="EUR", on=date.max
        )
        assert defaults.language_for(buyer) == language
