"""The audit trail of a card in words."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Flask

from portal.web.customers.history import history
from tenants.kernel.journal import JournalRow

AT = datetime(2026, 11, 23, tzinfo=UTC)


def row(act: str, before: dict[str, object] | None, after: dict[str, object]) -> JournalRow:
    return JournalRow(AT, "Alice", act, "customer", UUID(int=1), before, after)


class TestHistory:
    """What a card went through."""

    def test_has_an_entry_for_each_field_in_the_words_of_the_card(self, app: Flask) -> None:
        changed = row("customer_changed", {"kind": "business", "city": ""}, {"kind": "public", "city": "Turku"})
        with app.test_request_context():
            said = [str(entry.text) for entry in history([changed])]
        assert said == ["Kind of customer: Business → Public body", "Town: – → Turku"]

    def test_counts_the_requests_that_it_made_ready(self, app: Flask) -> None:
        checked = row("requests_checked", None, {"became_ready": 2, "became_invalid": 0})
        with app.test_request_context():
            assert "2 became ready" in str(history([checked])[0].text)
