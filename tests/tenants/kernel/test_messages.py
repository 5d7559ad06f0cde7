"""Sentences with days and figures in them, said now or stored and said later."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tenants.kernel.language import Language, Message, msg, translate, with_currency

DAY = date(2026, 12, 7)
LATE = msg("Due %(due)s: %(sum)s, by %(who)s", due=DAY, sum=with_currency(Decimal("1204.50"), "EUR"), who="1.5")
NO_BREAK, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def spaced(text: str) -> str:
    """Return a sentence with every kind of blank alike."""
    return text.replace(NO_BREAK, " ").replace(NARROW, " ")


class TestMessage:
    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("en", "Due 7 Dec 2026: 1,204.50 EUR, by 1.5"),
            ("fi", "Due 7.12.2026: 1 204,50 EUR, by 1.5"),
            ("sv", "Due 7 dec. 2026: 1 204,50 EUR, by 1.5"),
            ("nb", "Due 7. des. 2026: 1 204,50 EUR, by 1.5"),
            ("da", "Due 7. dec. 2026: 1.204,50 EUR, by 1.5"),
        ],
    )
    def test_writes_days_and_figures_as_the_language_does(self, language: Language, said: str) -> None:
        assert spaced(translate(LATE, language)) == said

    def test_is_plain_for_logs_and_commands(self) -> None:
        assert str(LATE) == "Due 2026-12-07: 1204.50 EUR, by 1.5"
        assert str(msg("%(rate)s %%", rate=Decimal(10).normalize())) == "10 %"

    @pytest.mark.parametrize("language", ["fi", "en"])
    def test_is_the_same_after_it_was_stored(self, language: Language) -> None:
        stored = Message.from_json(LATE.to_json())
        assert (stored, translate(stored, language)) == (LATE, translate(LATE, language))

    def test_keeps_what_has_no_way_of_writing_as_text(self) -> None:
        at = datetime(2026, 12, 7, 10, tzinfo=UTC)
        assert Message.from_json(msg("%(at)s %(n)s", at=at, n=3).to_json()).params == {"at": str(at), "n": "3"}

    def test_reads_what_was_stored_as_text(self) -> None:
        assert Message.from_json({"id": "Due %(due)s", "params": {"due": "2026-12-07"}}).params == {"due": "2026-12-07"}
