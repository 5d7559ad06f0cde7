"""Reading a customer card."""

import pytest
from factories.requests import customer_input

from billing.customers.rules.card import number_problem, read_card


def blamed(**changes: object) -> set[str]:
    return {problem.field for problem in read_card(customer_input(**changes)).problems}


class TestReadCard:
    """Fields and what is wrong with them."""

    def test_finds_nothing_wrong_with_a_whole_card(self) -> None:
        assert blamed() == set()

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", ""),
            ("kind", "friend"),
            ("street", ""),
            ("postal_code", ""),
            ("postal_code", "1060"),
            ("city", ""),
            ("country", "XX"),
            ("country", "Finland"),
            ("email", "ostot"),
            ("email", ""),
            ("language", "de"),
            ("delivery", "pigeon"),
            ("business_id", "1234567-8"),
            ("vat_id", "FI12345678"),
            ("payment_days", -1),
            ("einvoice_operator", "?"),
        ],
    )
    def test_tells_a_problem_at_its_field(self, field: str, value: object) -> None:
        changes = {field: value, **({"einvoice_address": "003712345671"} if field == "einvoice_operator" else {})}
        assert blamed(**changes) == {field}

    def test_asks_for_an_address_where_einvoices_are_to_go(self) -> None:
        assert blamed(delivery="einvoice", email="") == {"einvoice_address"}

    def test_lets_a_public_body_have_einvoices_with_its_reference_only(self) -> None:
        assert blamed(kind="public") == {"delivery", "buyer_reference"}
        whole = {"delivery": "einvoice", "einvoice_address": "003712345671", "buyer_reference": "Kirjasto"}
        assert blamed(kind="public", **whole) == set()
        assert blamed(kind="public", **{**whole, "buyer_reference": None, "order_reference": "PO-7"}) == set()

    def test_keeps_the_lines_of_notes(self) -> None:
        assert read_card(customer_input(notes=" one  two \r\n three\n")).values["notes"] == "one two\nthree"
        assert blamed(notes="x" * 2001) == {"notes"}

    def test_checks_a_foreign_card_only_by_what_is_known_of_the_country(self) -> None:
        assert blamed(country="GB", postal_code="SW1A 1AA", business_id="SC123") == set()

    def test_brings_numbers_into_canonical_form(self) -> None:
        values = read_card(customer_input(business_id="1234567-1", vat_id="fi 12345671", email="A@B.Example")).values
        assert (values["business_id"], values["vat_id"], values["email"]) == ("12345671", "FI12345671", "a@b.example")


class TestNumberProblem:
    """Customer numbers."""

    @pytest.mark.parametrize(("number", "fine"), [("10001", True), ("A-1/2.b", True), ("", False), ("1 2", False)])
    def test_allows_letters_digits_and_a_few_signs(self, number: str, *, fine: bool) -> None:
        assert (number_problem(number) is None) is fine
