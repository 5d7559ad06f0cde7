"""On what terms a customer is billed."""

from decimal import Decimal

import pytest
from factories.requests import customer_input

from billing.customers.rules.card import read_card


def blamed(**changes: object) -> set[str]:
    return {problem.field for problem in read_card(customer_input(**changes)).problems}


class TestReadTerms:
    """Currency, discount and VAT treatment."""

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"currency": "EUX"}, "currency"),
            ({"discount_percent": Decimal("100.01")}, "discount_percent"),
            ({"collective": "month"}, "collective"),
            ({"enclosed": "zugferd"}, "enclosed"),
            ({"vat_category": "Z"}, "vat_category"),
            ({"vat_category": ""}, "vat_category"),
            ({"vat_category": "K"}, "vat_id"),
            ({"vat_category": "K", "business_id": "9234567-0"}, "vat_id"),
            ({"vat_category": "AE"}, "vat_id"),
            ({"vat_category": "AE", "kind": "consumer"}, "vat_category"),
            ({"vat_category": "E"}, "vat_reason"),
        ],
    )
    def test_tells_a_problem_at_its_field(self, changes: dict[str, object], field: str) -> None:
        assert blamed(**changes) == {field}

    @pytest.mark.parametrize(
        "changes",
        [
            {"currency": "sek"},
            {"discount_percent": Decimal(100)},
            {"collective": "order"},
            {"enclosed": "Factur_X "},
            {"enclosed": ""},
            {"vat_category": "AE", "business_id": "9234567-0"},
            {"vat_category": "K", "vat_id": "FI92345670"},
            {"vat_category": "G"},
            {"vat_category": "E", "vat_reason": "AVL 34 §"},
        ],
    )
    def test_takes_what_is_whole(self, changes: dict[str, object]) -> None:
        assert blamed(**changes) == set()

    def test_keeps_no_discount_of_nil_and_currencies_in_capitals(self) -> None:
        values = read_card(customer_input(currency="sek", discount_percent=Decimal(0))).values
        assert (values["currency"], values["discount_percent"]) == ("SEK", None)

    def test_joins_no_requests_where_nothing_is_chosen(self) -> None:
        chosen = [read_card(customer_input(collective=typed)).values["collective"] for typed in ("", " Run ", "none")]
        assert chosen == ["none", "run", "none"]
