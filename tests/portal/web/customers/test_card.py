"""The card as a form."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from portal.web.customers.card import Typed, empty_card, read, sections
from tenants.kernel.language import msg
from tenants.kernel.refusals import InvalidFields, Problem


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


class TestSections:
    """The card's fields in their groups."""

    def test_fold_the_delivery_address_until_something_is_in_it_or_wrong_with_it(self, app: Flask) -> None:
        def is_folded(typed: Typed, wrong: tuple[Problem, ...] = ()) -> bool:
            (folding,) = (section for section in sections(typed, wrong, is_new=True) if section.folds)
            return folding.is_folded

        empty, street = read(MultiDict()), read(MultiDict({"deliver_street": "Katu 1"}))
        with app.test_request_context():
            assert (is_folded(empty), is_folded(street)) == (True, False)
            assert not is_folded(empty, (Problem("deliver_country", msg("Choose a country.")),))


class TestEmptyCard:
    """What a new card begins with."""

    def test_speaks_the_language_of_the_country(self) -> None:
        assert empty_card("DK").card.language == "da"
        assert empty_card("DK", number="7").card.number == "7"
