"""What the customer's card says where the request's file is silent."""

from datetime import date
from decimal import Decimal

import pytest
from factories.customers import a_customer
from factories.requests import HEADER, csv_file
from factories.sellers import a_seller

from billing.articles.rules.catalogue import Catalogue
from billing.requests.formats.csv_requests import read_csv
from billing.requests.rules.check import check_request
from billing.requests.rules.draft import Defaults, Draft
from billing.requests.rules.unsaid import filled
from billing.seller.rules import seller_party

ON = date(2026, 11, 23)
SELLER = a_seller()
DEFAULTS = Defaults(seller=seller_party(SELLER), country="FI", language="fi", currency="EUR", on=ON)
FINNISH = {"vat_id": "FI92345670", "business_id": "92345670"}
SWEDISH = {"vat_id": "SE556222222301", "business_id": "5562222223", "country": "SE", "postal_code": "11455"}
NORWEGIAN = {"business_id": "910000004", "country": "NO", "postal_code": "0150"}
FULL = f"{HEADER};vat_category;vat_reason;discount_percent;currency"


def draft(*rows: str, header: str = HEADER) -> Draft:
    return read_csv(csv_file(*rows, header=header), DEFAULTS)[0]


class TestFilled:
    """Currency and VAT by the card."""

    @pytest.mark.parametrize(
        ("category", "code", "reason"),
        [
            ("AE", "VATEX-EU-AE", None),
            ("K", "VATEX-EU-IC", None),
            ("G", "VATEX-EU-G", None),
            ("E", None, "AVL 34 §"),
        ],
    )
    def test_taxes_silent_lines_as_the_card_says(self, category: str, code: str | None, reason: str | None) -> None:
        where = {"K": SWEDISH, "G": NORWEGIAN}.get(category, FINNISH)
        card = a_customer(vat_category=category, vat_reason=reason, **where)
        silent = draft("R;10001;Mug;2;10;")
        content = filled(silent.content, silent.unsaid, card)
        (entry,) = content.vat_breakdown
        assert (entry.treatment.category, entry.exemption_code, entry.exemption_reason) == (category, code, reason)
        assert (content.totals.vat, content.totals.gross) == (0, 20)
        assert check_request(content, SELLER, card, ON) == ()

    def test_leaves_lines_that_name_their_vat(self) -> None:
        rows = ("R;10001;Mug;1;10;25,5;;;;", "R;10001;Cup;1;10;0;Z;;;", "R;10001;Jug;1;10;0;;Abroad;;")
        said = draft(*rows, header=FULL)
        content = filled(said.content, said.unsaid, a_customer(vat_category="AE"))
        assert [line.vat.category for line in content.lines] == ["S", "Z", "Z"]

    @pytest.mark.parametrize(
        ("usual", "card", "on", "taxed"),
        [
            ("standard rate", "S", date(2026, 11, 23), ("S", Decimal("25.5"))),
            ("food, restaurants, feed", "S", date(2025, 12, 31), ("S", Decimal(14))),
            ("food, restaurants, feed", "S", date(2026, 1, 1), ("S", Decimal("13.5"))),
            ("G", "S", date(2026, 11, 23), ("G", Decimal(0))),
            ("standard rate", "AE", date(2026, 11, 23), ("AE", Decimal(0))),
            ("gone from the law", "S", date(2026, 11, 23), ("S", None)),
            ("", "S", date(2026, 11, 23), ("S", None)),
        ],
    )
    def test_taxes_what_is_silent_at_home_as_is_usual_in_the_stream(
        self, usual: str, card: str, on: date, taxed: tuple[str, Decimal | None]
    ) -> None:
        silent = draft(f"R;10001;Mug;2;10;;{on}", header=f"{HEADER};delivered_on")
        customer = a_customer(vat_category=card, **FINNISH)
        content = filled(silent.content, silent.unsaid, customer, Catalogue("FI", usual_vat=usual))
        assert (content.lines[0].vat.category, content.lines[0].vat.rate) == taxed

    def test_leaves_the_usual_vat_aside_where_the_file_says_nil(self) -> None:
        nil = draft("R;10001;Mug;2;10;0")
        content = filled(nil.content, nil.unsaid, a_customer(), Catalogue("FI", usual_vat="standard rate"))
        assert content.lines[0].vat.category == "Z"

    def test_bills_in_the_currency_of_the_card_with_its_decimals(self) -> None:
        silent = draft("R;10001;Mug;3;9,99;25,5;;;10;", header=FULL)
        content = filled(silent.content, silent.unsaid, a_customer(currency="JPY"))
        assert (content.currency, content.lines[0].allowances[0].amount) == ("JPY", Decimal(3))
        named = draft("R;10001;Mug;3;9,99;25,5;;;10;NOK", header=FULL)
        assert filled(named.content, named.unsaid, a_customer(currency="JPY")).currency == "NOK"

    def test_goes_back_to_what_the_file_alone_means(self) -> None:
        silent = draft("R;10001;Mug;3;9,99;;;;10;", "R;10001;Cup;1;5;0;;;;", header=FULL)
        card = a_customer(vat_category="E", vat_reason="First", currency="JPY")
        once = filled(silent.content, silent.unsaid, card)
        again = filled(once, silent.unsaid, a_customer(vat_category="E", vat_reason="Second"))
        assert [entry.exemption_reason for entry in again.vat_breakdown] == ["Second"]
        assert filled(again, silent.unsaid, None) == silent.content

    def test_charges_nothing_where_the_seller_is_not_in_the_vat_register(self) -> None:
        unregistered = a_seller(vat_id=None)
        silent = draft("R;10001;Mug;2;10;", "R;10001;Cup;1;5;0")
        content = filled(silent.content, silent.unsaid, a_customer(vat_category="AE", **FINNISH), vat_registered=False)
        (entry,) = content.vat_breakdown
        assert (entry.treatment.category, entry.treatment.rate, entry.exemption_code) == ("O", None, "VATEX-EU-O")
        assert check_request(content, unregistered, a_customer(), ON) == ()
