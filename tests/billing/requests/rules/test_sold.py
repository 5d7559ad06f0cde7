"""What a line takes from the article that it names."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from factories.customers import a_customer
from factories.requests import csv_file
from factories.sellers import a_seller

from billing.articles.rules.catalogue import Catalogue
from billing.articles.rules.facts import ArticleFacts, PriceFacts, PriceListFacts
from billing.articles.rules.schemes import CLASH
from billing.articles.rules.tax import Tax
from billing.en16931.model import Line
from billing.requests.formats.csv_requests import read_csv
from billing.requests.rules.draft import Defaults, Draft
from billing.requests.rules.unsaid import filled, unfilled
from billing.seller.rules import seller_party
from tenants.kernel.ids import ArticleId, PriceId, PriceListId

ON = date(2026, 11, 23)
DEFAULTS = Defaults(seller=seller_party(a_seller()), country="FI", language="fi", currency="EUR", on=ON)
NORMAL, CHEAP, SWEDISH = (PriceListId(UUID(int=n)) for n in (1, 2, 3))
LISTS = (
    PriceListFacts(NORMAL, "Normal", "EUR", is_default=True),
    PriceListFacts(CHEAP, "Cheap", "EUR", is_default=False),
    PriceListFacts(SWEDISH, "Svensk", "SEK", is_default=False),
)
HEADER = "request_id;customer_number;article;quantity;text;unit;unit_price;vat_rate;discount_percent;delivered_on"


def article(code: str = "MUG", **changes: object) -> ArticleFacts:
    usual: dict[str, object] = {
        "id": ArticleId(UUID(int=9)),
        "code": code,
        "name": "Muki",
        "texts": {"fi": "Muki", "sv": "Mugg"},
        "unit": "HUR",
        "tax": Tax("S", "standard rate"),
        "vat_reason": "",
        "sales_account": "",
        "active": True,
    }
    return ArticleFacts(**{**usual, **changes})  # type: ignore[arg-type]  # the fields are named by each test


def price(list_id: PriceListId, since: date, amount: str) -> PriceFacts:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return PriceFacts(id=PriceId(uuid4()), list_id=list_id, valid_from=since, amount=Decimal(amount), written_at=at)


def sold(*articles: ArticleFacts) -> Catalogue:
    prices = [
        price(NORMAL, date(2026, 1, 1), "10"),
        price(NORMAL, date(2026, 12, 1), "12"),
        price(CHEAP, date(2026, 1, 1), "8"),
        price(SWEDISH, date(2026, 1, 1), "120"),
    ]
    known = articles or (article(),)
    return Catalogue("FI", {each.code: each for each in known}, LISTS, {each.id: prices for each in known})


def draft(row: str) -> Draft:
    return read_csv(csv_file(row, header=HEADER), DEFAULTS)[0]


def line_of(row: str, catalogue: Catalogue | None = None, **card: object) -> Line:
    said = draft(row)
    return filled(said.content, said.unsaid, a_customer(**card), catalogue or sold()).lines[0]


def problems_of(row: str, catalogue: Catalogue | None = None, **card: object) -> list[tuple[str, str]]:
    said, customer, known = draft(row), a_customer(**card), catalogue or sold()
    content = filled(said.content, said.unsaid, customer, known)
    return [(each.field, each.message.id) for each in unfilled(content, said.unsaid, customer, known)]


class TestFromArticle:
    """Text, unit, price and VAT by the article."""

    def test_takes_all_that_the_row_leaves_empty(self) -> None:
        line = line_of("R;10001;MUG;2;;;;;;", language="sv")
        assert (line.item.name, line.unit, line.price.net, line.vat.rate) == ("Mugg", "HUR", 10, Decimal("25.5"))
        assert line.item.seller_id == "MUG"

    def test_keeps_what_the_row_says(self) -> None:
        line = line_of("R;10001;MUG;2;Kuppi;kpl;9;14;;", discount_percent=Decimal(10))
        assert (line.item.name, line.unit, line.price.net, line.vat.rate) == ("Kuppi", "C62", 9, 14)
        assert line.allowances == ()

    @pytest.mark.parametrize(
        ("card", "expected"),
        [({}, "10"), ({"price_list": "Cheap"}, "8"), ({"currency": "SEK"}, "120"), ({"price_list": "Normal"}, "10")],
    )
    def test_asks_the_list_of_the_customer(self, card: dict[str, object], expected: str) -> None:
        assert line_of("R;10001;MUG;1;;;;;;", **card).price.net == Decimal(expected)

    def test_asks_for_the_price_of_the_day_of_supply(self) -> None:
        assert line_of("R;10001;MUG;1;;;;;;2026-12-24").price.net == 12

    def test_takes_the_customers_discount_off_the_list_price_unless_the_row_has_its_own(self) -> None:
        (entry,) = line_of("R;10001;MUG;3;;;;;;", discount_percent=Decimal(10)).allowances
        assert (entry.base_amount, entry.percentage, entry.amount) == (30, 10, 3)
        (own,) = line_of("R;10001;MUG;3;;;;;50;", discount_percent=Decimal(10)).allowances
        assert (own.percentage, own.amount) == (50, 15)

    def test_is_taxed_as_the_card_has_it_only_where_it_would_be_taxed_at_home(self) -> None:
        abroad = {"vat_category": "K", "vat_id": "SE556677889901"}
        assert line_of("R;10001;MUG;1;;;;;;", **abroad).vat.category == "K"
        exempt = sold(article(tax=Tax("E"), vat_reason="AVL 34 §"))
        assert line_of("R;10001;MUG;1;;;;;;", exempt, **abroad).vat.category == "E"
        said = draft("R;10001;MUG;1;;;;;;")
        (entry,) = filled(said.content, said.unsaid, a_customer(), exempt).vat_breakdown
        assert entry.exemption_reason == "AVL 34 §"

    def test_goes_back_to_what_the_file_alone_means(self) -> None:
        said = draft("R;10001;MUG;3;;;;;;")
        once = filled(said.content, said.unsaid, a_customer(discount_percent=Decimal(10)), sold())
        assert once != said.content
        assert filled(once, said.unsaid, None) == said.content

    def test_leaves_lines_without_an_article(self) -> None:
        plain = read_csv(csv_file("R;10001;Mug;2;10;25,5"), DEFAULTS)[0]
        assert filled(plain.content, plain.unsaid, a_customer(), sold()).lines[0].price.net == 10


class TestArticleProblems:
    """Why a line's article can't be billed."""

    def test_are_none_where_it_has_a_price(self) -> None:
        assert problems_of("R;10001;MUG;1;;;;;;") == []

    def test_name_a_code_that_is_not_there(self) -> None:
        assert problems_of("R;10001;CUP;1;;;5;25,5;;") == [
            ("lines.1.article", "There is no article with the code %(code)s.")
        ]

    def test_name_an_article_that_rests(self) -> None:
        resting = sold(article(active=False))
        assert problems_of("R;10001;MUG;1;;;;;;", resting) == [("lines.1.article", "The article %(code)s is resting.")]

    @pytest.mark.parametrize(
        ("row", "card", "sentence"),
        [
            ("R;10001;MUG;1;;;;;;2025-12-31", {}, "The article %(code)s has no price in %(list)s on %(day)s."),
            (
                "R;10001;MUG;1;;;;;;",
                {"currency": "SEK", "price_list": "Cheap"},
                "The price list %(list)s is in %(currency)s, but the request is in %(other)s.",
            ),
        ],
    )
    def test_say_which_price_is_missing(self, row: str, card: dict[str, object], sentence: str) -> None:
        assert problems_of(row, **card) == [("lines.1.price", sentence)]

    def test_say_that_there_is_no_list(self) -> None:
        none = Catalogue("FI", {"MUG": article()})
        assert problems_of("R;10001;MUG;1;;;;;;", none) == [("lines.1.price", "There is no price list yet.")]


USED, ART = article("USED", tax=Tax("E", "scheme:used_goods")), article("ART", tax=Tax("E", "scheme:art"))
BUILT, SCRAP = article("BUILT", tax=Tax("AE", "scheme:construction")), article("SCRAP", tax=Tax("AE", "scheme:scrap"))
CARE, RENT = (article(code, tax=Tax("E"), vat_reason=why) for code, why in (("CARE", "AVL 34 §"), ("RENT", "AVL 27 §")))


def reasons_of(*rows: str, **card: object) -> list[tuple[str, str | None, str | None]]:
    """Return why there is no VAT on a request, by category: the code and the words."""
    said = read_csv(csv_file(*rows, header=f"{HEADER};vat_category;vat_scheme;vat_reason"), DEFAULTS)[0]
    content = filled(said.content, said.unsaid, a_customer(**card), sold(USED, ART, BUILT, SCRAP, CARE, RENT))
    return [(one.treatment.category, one.exemption_code, one.exemption_reason) for one in content.vat_breakdown]


def clashes_of(*rows: str) -> list[str]:
    """Return which lines of a request can't stand beside the others."""
    known = sold(USED, ART, BUILT, SCRAP, CARE, RENT)
    said = read_csv(csv_file(*rows, header=f"{HEADER};vat_category;vat_scheme;vat_reason"), DEFAULTS)[0]
    content = filled(said.content, said.unsaid, a_customer(), known)
    return [each.field for each in unfilled(content, said.unsaid, a_customer(), known) if each.message == CLASH]


class TestScheme:
    """An article that is sold by a VAT scheme."""

    def test_names_the_margin_scheme_by_its_code_alone(self) -> None:
        assert reasons_of("R;10001;USED;1;;;;;;;;;") == [("E", "VATEX-EU-F", None)]

    def test_names_the_statutes_of_reverse_charges(self) -> None:
        rows = "R;10001;BUILT;1;;;;;;;;;", "R;10001;SCRAP;1;;;;;;;;;", "R;10001;BUILT;2;;;;;;;;;"
        assert reasons_of(*rows) == [("AE", "VATEX-EU-AE", "AVL 8 c §, AVL 8 d §")]

    def test_stands_where_the_card_says_something_else(self) -> None:
        abroad = {"vat_category": "K", "vat_id": "SE556677889901"}
        assert reasons_of("R;10001;USED;1;;;;;;;;;", **abroad) == [("E", "VATEX-EU-F", None)]

    def test_gives_way_to_what_the_row_says(self) -> None:
        assert reasons_of("R;10001;USED;1;;;;25,5;;;;;") == [("S", None, None)]

    def test_is_charged_at_no_rate_before_the_law_had_it(self) -> None:
        line = line_of("R;10001;SCRAP;1;;;;;;2014-12-31", sold(SCRAP))
        assert (line.vat.category, line.vat.rate) == ("S", None)

    @pytest.mark.parametrize(
        ("rows", "wrong"),
        [
            (("R;10001;USED;1;;;;;;;;;", "R;10001;ART;1;;;;;;;;;"), ["lines.2.vat"]),
            (("R;10001;USED;1;;;;;;;;;", "R;10001;CARE;1;;;;;;;;;"), ["lines.2.vat"]),
            (("R;10001;USED;1;;;;;;;;;", "R;10001;;1;Hoito;;5;0;;;E;;AVL 34 §"), ["lines.2.vat"]),
            (("R;10001;;1;Taide;;5;0;;;;art;", "R;10001;ART;1;;;;;;;;;"), []),
            (("R;10001;USED;1;;;;;;;;;", "R;10001;BUILT;1;;;;;;;;;"), []),
            (("R;10001;CARE;1;;;;;;;;;", "R;10001;RENT;1;;;;;;;;;"), []),
        ],
    )
    def test_needs_an_invoice_of_its_own_beside_another_exemption(
        self, rows: tuple[str, ...], wrong: list[str]
    ) -> None:
        assert clashes_of(*rows) == wrong


class TestReasons:
    """Why several articles carry no VAT."""

    def test_stand_in_a_row(self) -> None:
        rows = "R;10001;CARE;1;;;;;;;;;", "R;10001;RENT;1;;;;;;;;;", "R;10001;CARE;2;;;;;;;;;"
        assert reasons_of(*rows) == [("E", None, "AVL 34 §, AVL 27 §")]
