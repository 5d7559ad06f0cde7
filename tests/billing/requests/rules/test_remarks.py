"""What is worth a look before a request is run."""

from datetime import date
from uuid import UUID

import pytest
from factories.customers import a_customer
from factories.requests import csv_file
from factories.sellers import a_seller

from billing.articles.rules.catalogue import Catalogue
from billing.articles.rules.facts import ArticleFacts
from billing.articles.rules.tax import Tax
from billing.requests.formats.csv_requests import read_csv
from billing.requests.rules.draft import Defaults
from billing.requests.rules.remarks import FAR_DUE, OTHER_LANGUAGE, due_remark, text_remarks
from billing.seller.rules import seller_party
from tenants.kernel.ids import ArticleId

ON = date(2026, 11, 23)
DEFAULTS = Defaults(seller=seller_party(a_seller()), country="FI", language="fi", currency="EUR", on=ON)
MUG = ArticleFacts(
    id=ArticleId(UUID(int=9)),
    code="MUG",
    name="Muki",
    texts={"sv": "Mugg"},
    unit="C62",
    tax=Tax("S", "standard rate"),
    vat_reason="",
    sales_account="",
    active=True,
)
CATALOGUE = Catalogue("FI", {"MUG": MUG}, (), {})
HEADER = "request_id;customer_number;article;quantity;text;unit_price"


def remarks_of(row: str, language: str) -> list[tuple[str, object]]:
    (draft,) = read_csv(csv_file(row, header=HEADER), DEFAULTS)
    customer = a_customer(language=language)
    found = text_remarks(draft.content, draft.unsaid, customer, CATALOGUE, "fi")
    return [(remark.id, remark.params["code"]) for remark in found]


class TestDueRemark:
    """A due date that is a slip of the keyboard, or nearly one."""

    @pytest.mark.parametrize("due", ["", "2027-11-30"])
    def test_says_nothing_up_to_the_longest_term(self, due: str) -> None:
        assert self._told(due) == []

    @pytest.mark.parametrize("due", ["2027-12-01", "2062-12-07"])
    def test_tells_what_is_later(self, due: str) -> None:
        assert self._told(due) == [(FAR_DUE.id, date.fromisoformat(due))]

    @staticmethod
    def _told(due: str) -> list[tuple[str, object]]:
        (draft,) = read_csv(csv_file(f"R;10001;MUG;1;;9;{due}", header=f"{HEADER};due_on"), DEFAULTS)
        return [(remark.id, remark.params["due"]) for remark in due_remark(draft.content, ON)]


class TestTextRemarks:
    """Lines in another language than the customer's."""

    def test_tell_an_article_without_a_text_in_the_customers_language(self) -> None:
        assert remarks_of("R;10001;MUG;1;;9", "da") == [(OTHER_LANGUAGE.id, "MUG")]

    @pytest.mark.parametrize("language", ["fi", "sv"])
    def test_say_nothing_where_the_text_is_the_customers(self, language: str) -> None:
        assert remarks_of("R;10001;MUG;1;;9", language) == []

    def test_say_nothing_of_a_text_that_the_row_has(self) -> None:
        assert remarks_of("R;10001;MUG;1;Krus;9", "da") == []
        assert remarks_of("R;10001;;1;Krus;9", "da") == []

    def test_say_nothing_of_what_isnt_sold(self) -> None:
        assert remarks_of("R;10001;CUP;1;;9", "da") == []
