"""The card as a form."""

import pytest
from werkzeug.datastructures import MultiDict

from portal.web.customers.card import empty_card, read
from tenants.kernel.refusals import InvalidFields


class TestRead:
    """What was typed, read."""

    @pytest.mark.parametrize(("typed", "days"), [("", None), ("0", 0), ("14", 14), (" 30 ", 30)])
    def test_takes_days_in_figures_or_none(self, typed: str, days: int | None) -> None:
        found = read(MultiDict({"payment_days": typed}))
        found.must_be_readable()
        assert found.card.payment_days == days

    @pytest.mark.parametrize("typed", ["soon", "-1", "1.5", "٣", "9999"])
    def test_refuses_other_days_together_with_everything_else(self, typed: str) -> None:
        with pytest.raises(InvalidFields) as refused:
            read(MultiDict({"payment_days": typed})).must_be_readable()
        fields = [problem.field for problem in refused.value.problems]
        assert fields[-1] == "payment_days"
        assert "name" in fields

    def test_has_none_for_what_may_be_missing(self) -> None:
        assert read(MultiDict({"vat_id": " "})).card.vat_id is None


class TestEmptyCard:
    """What a new card begins with."""

    def test_speaks_the_language_of_the_country(self) -> None:
        assert empty_card("DK").card.language == "da"
        assert empty_card("DK", number="7").card.number == "7"
