"""Whether a treatment of VAT fits where seller and buyer are."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from factories.customers import a_customer
from factories.invoices import plain_invoice, plain_line
from factories.sellers import a_seller

from billing.en16931.model import Address, Delivery, VatTreatment
from billing.requests.rules.places import place_problems

ON = date(2026, 11, 23)


def fields(category: str, *, seller: str = "FI", delivered_to: str = "", on: date = ON, **buyer: object) -> list[str]:
    content = plain_invoice()
    if delivered_to:
        content = replace(content, delivery=Delivery(address=Address(country=delivered_to)))
    found = place_problems({category}, content, a_seller(seller), a_customer(**buyer), on)
    return [problem.field for problem in found]


class TestToMemberState:
    """Directive 2006/112/EC art. 138."""

    def test_takes_another_member_state(self) -> None:
        assert fields("K", country="SE", vat_id="SE556222222301") == []

    def test_takes_greece_by_its_own_letters(self) -> None:
        assert fields("K", country="GR", vat_id="EL094259216") == []

    @pytest.mark.parametrize("country", ["NO", "GB", "CH", "US", "FI"])
    def test_refuses_where_there_is_none(self, country: str) -> None:
        assert fields("K", country=country) == ["customer.country"]

    def test_goes_by_the_day(self) -> None:
        assert fields("K", country="GB", on=date(2020, 12, 31)) == []
        assert fields("K", country="GB", on=date(2021, 1, 1)) == ["customer.country"]

    def test_takes_goods_to_northern_ireland(self) -> None:
        assert fields("K", country="GB", vat_id="XI123456782") == []

    def test_refuses_an_id_of_the_sellers_own_country(self) -> None:
        assert fields("K", country="SE", vat_id="FI92345670") == ["customer.vat_id"]

    def test_goes_by_where_it_was_delivered(self) -> None:
        assert fields("K", country="FI", delivered_to="EE", vat_id="EE100931558") == []
        assert fields("K", country="SE", delivered_to="FI") == ["customer.country"]

    def test_goes_by_the_delivery_address_of_the_card(self) -> None:
        assert fields("K", country="SE", deliver_street="Katu 1", deliver_country="FI") == ["customer.deliver_country"]
        assert fields("K", country="SE", deliver_street="Gate 1", deliver_country="NO") == ["customer.deliver_country"]
        assert fields("G", country="NO", deliver_street="Gata 1", deliver_country="SE") == ["customer.deliver_country"]
        assert fields("K", country="FI", deliver_street="Tee 1", deliver_country="EE", vat_id="EE100931558") == []

    def test_is_nothing_a_norwegian_seller_makes(self) -> None:
        assert fields("K", seller="NO", country="SE") == ["customer.vat_category"]

    def test_is_nothing_a_consumer_buys(self) -> None:
        assert fields("K", country="SE", kind="consumer") == ["customer.vat_category"]


class TestExport:
    """Art. 146; merverdiavgiftsloven ch. 6."""

    @pytest.mark.parametrize(("seller", "country"), [("FI", "NO"), ("SE", "US"), ("NO", "SE"), ("DK", "GB")])
    def test_takes_what_lies_abroad(self, seller: str, country: str) -> None:
        assert fields("G", seller=seller, country=country) == []

    @pytest.mark.parametrize(("seller", "country"), [("FI", "FI"), ("SE", "DK"), ("NO", "NO")])
    def test_refuses_what_does_not(self, seller: str, country: str) -> None:
        assert fields("G", seller=seller, country=country) == ["customer.country"]

    def test_takes_goods_of_a_buyer_here_that_go_abroad(self) -> None:
        assert fields("G", country="FI", delivered_to="NO") == []


class TestReverseCharge:
    """Art. 196, 199; merverdiavgiftsloven § 11-1 (2)."""

    def test_is_owed_by_no_consumer(self) -> None:
        assert fields("AE", kind="consumer") == ["customer.vat_category"]

    def test_is_put_right_at_the_line_where_the_card_says_otherwise(self) -> None:
        content = plain_invoice(plain_line(), replace(plain_line(vat=VatTreatment("AE", Decimal(0))), id="2"))
        for card, at in (("S", "lines.2.vat"), ("AE", "customer.vat_category")):
            buyer = a_customer(kind="consumer", vat_category=card)
            found = place_problems({"S", "AE"}, content, a_seller("FI"), buyer, ON)
            assert [problem.field for problem in found] == [at]

    def test_holds_at_home_and_in_the_union(self) -> None:
        assert fields("AE", country="FI") == fields("AE", country="SE") == []

    def test_holds_for_norwegian_sellers_in_norway_only(self) -> None:
        assert fields("AE", seller="NO", country="NO") == []
        assert fields("AE", seller="NO", country="SE") == ["customer.country"]
