"""What a stream says on its invoices, and when they fall due."""

from datetime import date

import pytest

from billing.streams.rules import StreamTerms, terms_problems


class TestDueOn:
    """Days from the invoice date or from its month's end."""

    @pytest.mark.parametrize(
        ("issued_on", "rule", "days", "due"),
        [
            (date(2026, 11, 22), "days", None, date(2026, 12, 22)),
            (date(2026, 11, 22), "days", 0, date(2026, 11, 22)),
            (date(2026, 12, 31), "month_end", 14, date(2027, 1, 14)),
            (date(2028, 2, 1), "month_end", 0, date(2028, 2, 29)),
            (date(2026, 1, 31), "month_end", None, date(2026, 3, 2)),
        ],
    )
    def test_counts_them_as_the_rule_says(self, issued_on: date, rule: str, days: int | None, due: date) -> None:
        terms = StreamTerms(payment_days=days, due_rule=rule)  # type: ignore[arg-type]  # one of the two
        assert terms.due_on(issued_on, 30) == due


class TestTexts:
    """In which language a text is printed."""

    def test_takes_the_first_language_that_it_is_written_in(self) -> None:
        terms = StreamTerms(above={"fi": "Kiitos", "sv": "Tack"}, below={"sv": "Hej"})
        assert terms.texts("fi", "sv") == ("Kiitos", "Hej")
        assert terms.texts("da", "sv") == ("Tack", "Hej")
        assert terms.texts("da", "en") == ("", "")


class TestTermsProblems:
    """What can be wrong with them."""

    @pytest.mark.parametrize(
        ("terms", "fields"),
        [
            (StreamTerms(), []),
            (StreamTerms(payment_days=365), []),
            (StreamTerms(payment_days=366), ["payment_days"]),
            (StreamTerms(payment_days=-1), ["payment_days"]),
            (StreamTerms(due_rule="never"), ["due_rule"]),  # type: ignore[arg-type]  # not one of the two
            (StreamTerms(above={"fi": "x" * 1000, "da": "x" * 1001}), ["above_da"]),
            (StreamTerms(sales_account="3000"), []),
            (StreamTerms(sales_account="30a"), ["sales_account"]),
            (StreamTerms(below={"en": "x" * 1001}), ["below_en"]),
        ],
    )
    def test_stands_at_the_field(self, terms: StreamTerms, fields: list[str]) -> None:
        assert [one.field for one in terms_problems(terms)] == fields
