"""What was typed into a search box."""

import re
from itertools import product

import pytest

from billing.invoices.rules.searching import Sum, Typed, as_number, compact, read_sum, read_typed


class TestReadTyped:
    """Wildcards."""

    @pytest.mark.parametrize(
        ("text", "pieces", "open_end"),
        [
            ("100102", ("100102",), True),
            ("100102%", ("100102",), True),
            ("100102**", ("100102",), True),
            ("100102*17", ("100102", "17"), False),
            ("1*2%3*", ("1", "2", "3"), True),
            ("*17", ("", "17"), False),
            ("%", ("",), True),
            ("", ("",), True),
        ],
    )
    def test_are_taken_apart(self, text: str, pieces: tuple[str, ...], *, open_end: bool) -> None:
        assert read_typed(text) == Typed(pieces, open_end)

    def test_match_what_a_shell_would_match(self) -> None:
        texts = ["".join(signs) for length in range(5) for signs in product("ab_", repeat=length)]
        for signs in product("ab*_", repeat=3):
            typed = "".join(signs)
            pattern = read_typed(typed).pattern()
            wanted = re.compile(re.escape(typed).replace(r"\*", ".*") + ("" if "*" in typed else ".*"))
            for text in texts:
                start = read_typed(typed).start
                found = text.startswith(start) and (pattern is None or like(pattern).fullmatch(text) is not None)
                assert found is (wanted.fullmatch(text) is not None), (typed, text)


class TestReadSum:
    """Amounts as people write them."""

    @pytest.mark.parametrize(
        "text",
        ["125,50", "125.50", "125,50 EUR", "EUR 125.50", "€125,50", "125,50 €", "-125,50", "kr. 125,50"],
    )
    def test_are_read_with_and_without_currency(self, text: str) -> None:
        found = read_sum(text)
        assert found is not None
        assert found.minor == 12550

    @pytest.mark.parametrize(
        ("text", "minor"), [("1 250,50", 125050), ("1.250,50", 125050), ("1,250.50", 125050), ("12 SEK", 1200)]
    )
    def test_may_have_their_thousands_apart(self, text: str, minor: int) -> None:
        found = read_sum(text)
        assert found is not None
        assert found.minor == minor

    @pytest.mark.parametrize(
        "text", ["", "125", "100102", "1.250", "125,5", "EUR", "EUR 1 EUR", "1,50 ABC", "1,50 JPY"]
    )
    def test_are_not_seen_where_there_are_none(self, text: str) -> None:
        assert read_sum(text) is None

    def test_follow_the_currency_that_has_no_decimals(self) -> None:
        assert read_sum("1250 JPY") == Sum(1250, ("JPY",))


class TestWriting:
    """Numbers and references as they are kept."""

    def test_closes_up_what_was_typed_in_groups(self) -> None:
        assert (compact("rf18 5390"), as_number("1001 02"), as_number("Oy 12")) == ("RF185390", "100102", "Oy 12")


def like(pattern: str) -> re.Pattern[str]:
    parts = re.findall(r"\\.|.", pattern)
    return re.compile("".join(".*" if part == "%" else re.escape(part[-1]) for part in parts))
