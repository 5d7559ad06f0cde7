"""What each row of a list would bring."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from factories.articles import SETTING

from billing.articles.rules.facts import ArticleFacts, PriceFacts, PriceListFacts
from billing.articles.rules.listed import JudgedArticle, Known, ListedArticle, judge
from billing.articles.rules.tax import Tax
from tenants.kernel.ids import ArticleId, PriceId, PriceListId
from tenants.kernel.language import msg
from tenants.kernel.refusals import Problem

NORMAL = PriceListFacts(PriceListId(UUID(int=1)), "Normal", "EUR", is_default=True)
EXPORT = PriceListFacts(PriceListId(UUID(int=2)), "Export", "SEK", is_default=False)
MUG = ArticleFacts(
    id=ArticleId(UUID(int=3)),
    code="MUKI",
    name="Muki",
    texts={"fi": "Muki"},
    unit="C62",
    tax=Tax("S", "standard rate"),
    vat_reason="",
    sales_account="",
    active=True,
)
SINCE = date(2026, 1, 1)
PRICE = PriceFacts(
    id=PriceId(UUID(int=4)),
    list_id=NORMAL.id,
    valid_from=SINCE,
    amount=Decimal(10),
    written_at=datetime(2026, 1, 1, tzinfo=UTC),
)
KNOWN = Known({"MUKI": MUG}, {"MUKI": [PRICE]}, (NORMAL, EXPORT))


def row(line: int = 2, valid_from: date | None = None, rate: str | None = None, **fields: str) -> ListedArticle:
    stated = {**fields, "valid_from": valid_from.isoformat() if valid_from else "", "vat_rate": rate or ""}
    return ListedArticle(line, stated, Decimal(rate) if rate else None, valid_from)


def judged(*rows: ListedArticle, known: Known = KNOWN) -> list[JudgedArticle]:
    return judge(rows, known, SETTING)


class TestJudge:
    """A list, judged."""

    def test_adds_what_is_not_known(self) -> None:
        (found,) = judged(row(code="KUPPI", text_fi="Kuppi", rate="25.5", price="12,50"))
        assert (found.outcome, found.name, found.problems) == ("added", "Kuppi", ())
        assert found.card is not None
        assert (found.card.unit, found.card.vat) == ("C62", "standard rate")
        assert found.price is not None
        assert (found.price.list, found.price.valid_from, found.price.amount) == (
            NORMAL,
            SETTING.on,
            Decimal("12.5"),
        )

    @pytest.mark.parametrize(
        ("fields", "outcome"),
        [
            ({}, "same"),
            ({"text_fi": "Muki"}, "same"),
            ({"text_fi": "Iso muki"}, "changed"),
            ({"state": "resting"}, "changed"),
            ({"price": "10", "valid_from": SINCE}, "same"),
            ({"price": "11", "valid_from": SINCE}, "priced"),
            ({"price": "10", "price_list": "export"}, "priced"),
        ],
    )
    def test_changes_only_what_is_stated_of_a_known_one(self, fields: dict[str, object], outcome: str) -> None:
        (found,) = judged(row(code="MUKI", **fields))  # type: ignore[arg-type]  # the fields are named by each case
        assert (found.outcome, found.problems) == (outcome, ())

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"code": ""}, "code"),
            ({"text_fi": ""}, "text_fi"),
            ({"rate": None}, "vat_rate"),
            ({"rate": "24"}, "vat_rate"),
            ({"vat_category": "L"}, "vat_category"),
            ({"unit": "QQQ"}, "unit"),
            ({"state": "asleep"}, "state"),
            ({"price": "-1"}, "price"),
            ({"price": "1,00001"}, "price"),
            ({"price": "1", "price_list": "Nowhere"}, "price_list"),
            ({"price_list": "Normal"}, "price"),
        ],
    )
    def test_tells_what_is_wrong_at_its_column(self, fields: dict[str, str], field: str) -> None:
        usual = {"code": "KUPPI", "text_fi": "Kuppi", "rate": "25.5"}
        (found,) = judged(row(**{**usual, **fields}))  # type: ignore[arg-type]  # the fields are named by each case
        assert [problem.field for problem in found.problems] == [field]

    def test_needs_a_price_list_for_prices(self) -> None:
        (found,) = judged(row(code="MUKI", price="1"), known=Known({"MUKI": MUG}, {}, ()))
        assert [problem.field for problem in found.problems] == ["price_list"]

    def test_takes_several_prices_of_one_article(self) -> None:
        first, second = judged(
            row(2, code="KUPPI", text_fi="Kuppi", rate="25.5", price="12"),
            row(3, code="KUPPI", price="14", valid_from=date(2027, 1, 1)),
        )
        assert (first.outcome, second.outcome, second.name) == ("added", "priced", "Kuppi")
        assert second.card is None

    def test_refuses_rows_that_contradict_each_other(self) -> None:
        _first, second, third = judged(
            row(2, code="MUKI", text_fi="Muki", price="12"),
            row(3, code="MUKI", text_fi="Kuppi"),
            row(4, code="MUKI", price="13"),
        )
        assert [problem.field for problem in second.problems] == ["text_fi"]
        assert [problem.field for problem in third.problems] == ["price"]

    def test_keeps_what_could_not_be_read(self) -> None:
        unread = ListedArticle(2, {"code": "MUKI"}, problems=(Problem("valid_from", msg("The price is missing.")),))
        assert [problem.field for problem in judged(unread)[0].problems] == ["valid_from"]
