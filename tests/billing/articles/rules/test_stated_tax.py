"""How a file states the VAT of an article."""

from datetime import date
from decimal import Decimal

import pytest

from billing.articles.rules.stated_tax import StatedTax, tax_stated
from tenants.kernel.country import Country
from tenants.kernel.refusals import Problem

DAY = date(2026, 11, 23)


class TestTaxStated:
    """The VAT of a file."""

    @pytest.mark.parametrize(
        ("country", "stated", "choice"),
        [
            ("FI", StatedTax(Decimal("25.5")), "standard rate"),
            ("FI", StatedTax(Decimal(10)), "newspapers and periodicals"),
            ("FI", StatedTax(Decimal("13.5"), use="Food, restaurants, feed"), "food, restaurants, feed"),
            ("FI", StatedTax(None, use="food, restaurants, feed"), "food, restaurants, feed"),
            ("FI", StatedTax(Decimal(0)), "Z"),
            ("NO", StatedTax(Decimal(0)), "zero-rated"),
            ("DK", StatedTax(None, "Z"), "newspapers"),
            ("FI", StatedTax(None, "z"), "Z"),
            ("FI", StatedTax(Decimal(0), "AE"), "AE"),
            ("FI", StatedTax(None, "E"), "E"),
            ("FI", StatedTax(scheme="used_goods"), "scheme:used_goods"),
            ("FI", StatedTax(Decimal(0), "ae", scheme=" Construction "), "scheme:construction"),
            ("DK", StatedTax(scheme="electronics"), "scheme:electronics"),
        ],
    )
    def test_means_one_choice(self, country: Country, stated: StatedTax, choice: str) -> None:
        assert tax_stated(stated, country, DAY) == choice

    @pytest.mark.parametrize(
        ("stated", "field"),
        [
            (StatedTax(Decimal(24)), "vat_rate"),
            (StatedTax(None), "vat_rate"),
            (StatedTax(Decimal(10), "AE"), "vat_rate"),
            (StatedTax(None, "L"), "vat_category"),
            (StatedTax(Decimal("13.5")), "vat_use"),
            (StatedTax(Decimal("13.5"), use="umbrellas"), "vat_use"),
            (StatedTax(Decimal(10), use="food, restaurants, feed"), "vat_rate"),
            (StatedTax(scheme="umbrellas"), "vat_scheme"),
            (StatedTax(scheme="electronics"), "vat_scheme"),
            (StatedTax(Decimal("25.5"), scheme="construction"), "vat_scheme"),
            (StatedTax(None, "E", scheme="construction"), "vat_scheme"),
            (StatedTax(None, use="standard rate", scheme="construction"), "vat_scheme"),
        ],
    )
    def test_tells_what_is_wrong_at_its_column(self, stated: StatedTax, field: str) -> None:
        found = tax_stated(stated, "FI", DAY)
        assert isinstance(found, Problem)
        assert found.field == field

    @pytest.mark.parametrize("scheme", ["used_goods", "Art", "antiques"])
    def test_says_why_norways_margin_scheme_cant_be_billed(self, scheme: str) -> None:
        found = tax_stated(StatedTax(scheme=scheme), "NO", DAY)
        assert isinstance(found, Problem)
        assert str(found.message).startswith("The margin scheme of mval. § 4-5 can't be billed")

    def test_knows_a_use_by_its_name_in_any_language(self) -> None:
        found = tax_stated(StatedTax(None, use="yleinen verokanta"), "FI", DAY)
        assert found == "standard rate"
