"""What all numbered registers share."""

import pytest

from tenants.registries.digits import require_check, require_digits, without_separators
from tenants.registries.refusals import NotDigits, NumberMissing, WrongCheckDigit, WrongLength


class TestWithoutSeparators:
    """What people write between digits."""

    def test_drops_every_kind_of_dash_and_space(self) -> None:
        assert without_separators("12\u00a034\u201356\u221278-9.0/a") == "1234567890A"


class TestRequireDigits:
    """Counting digits."""

    def test_says_a_span_of_lengths_as_a_span(self) -> None:
        with pytest.raises(WrongLength, match="12 has 2 digits; it should have 7–8"):
            require_digits("bankgiro", "12", (7, 8))

    def test_tells_missing_from_wrong(self) -> None:
        with pytest.raises(NumberMissing):
            require_digits("bankgiro", "", (7, 8))
        with pytest.raises(NotDigits):
            require_digits("bankgiro", "x", (7, 8))


class TestRequireCheck:
    """Proving the last digit."""

    def test_passes_what_the_rule_accepts_and_refuses_the_rest(self) -> None:
        assert require_check("number", "42", is_valid=lambda digits: digits == "42") == "42"
        with pytest.raises(WrongCheckDigit):
            require_check("number", "41", is_valid=lambda digits: digits == "42")
