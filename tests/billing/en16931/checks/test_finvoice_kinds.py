"""The kinds of value: what they allow and what they don't."""

import pytest

from billing.en16931.checks.finvoice_kinds import kind_named

CASES = [
    ("amount", "1,50", True), ("amount", "-1,50000", True), ("amount", "1", True), ("amount", "1,5", False),
    ("amount", "1.50", False), ("amount", "1,500000", False), ("amount", "", False), ("amount", " 1,50 ", True),
    ("epi-amount", "1,50", True), ("epi-amount", "1,500", False), ("epi-amount", "1", False),
    ("percent", "25,5", True), ("percent", "25,5555", False), ("percent", " 25", False), ("percent", "-1", False),
    ("date", "20261122", True), ("date", "2026-11-22", False), ("two", "FI", True), ("two", "FIN", False),
    ("text2-48", "a", False), ("text2-48", "a" * 48, True), ("text2-48", "a" * 49, False), ("text2-48", "  ", True),
    ("token2-35", "  ", False), ("word0-35", "a b", False), ("word0-35", "", True),
    ("moment", "2026-11-22T08:00:00", True), ("moment", "2026-11-22T08:00:00+02:00", True),
    ("moment", "2026-11-22", False),
    ("reference", "1232", True), ("reference", "RF18539007547034", True), ("reference", "1", False),
    ("code", "S", True),
    ("code", "s", False), ("attachments", "ab::attachments", True), ("attachments", "ab::attachment", False),
]  # fmt: skip


class TestKindNamed:
    """The kinds of value, by name."""

    @pytest.mark.parametrize(("name", "value", "allowed"), CASES)
    def test_allows_what_the_schema_allows(self, name: str, value: str, *, allowed: bool) -> None:
        assert kind_named(name).allows(value) is allowed

    def test_knows_no_kind_of_another_name(self) -> None:
        with pytest.raises(KeyError):
            kind_named("number")

    @pytest.mark.parametrize(("value", "allowed"), [("EUR", True), (" EUR ", True), ("EURO", False), ("", False)])
    def test_wants_three_letters_of_a_currency(self, value: str, *, allowed: bool) -> None:
        attribute = kind_named("amount").attributes["AmountCurrencyIdentifier"]
        assert attribute.needed
        assert attribute.allows(value) is allowed
