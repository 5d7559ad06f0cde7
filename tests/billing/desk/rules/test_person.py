"""The buyer's personal id in a form is masked before anything else reads it."""

from dataclasses import replace
from datetime import date

import pytest

from billing.desk.rules.person import is_masked, read_person, with_person_as_before
from billing.desk.rules.typed import TypedInvoice

DAY = date(2026, 11, 23)
KEPT = TypedInvoice(customer_id="c", personal_id="********-**74")


class TestReadPerson:
    @pytest.mark.parametrize("text", ["811228-9874", "198112289874", " 19811228 9874 ", "19811228-9874"])
    def test_masks_a_number_however_it_is_typed(self, text: str) -> None:
        masked, person = read_person(text, DAY)
        assert masked == "********-**74"
        assert person is not None
        assert person.digits == "198112289874"

    @pytest.mark.parametrize("text", ["8112", "811228-9875", "Ebba Ek", "********-**7", "********-**7٤"])
    def test_keeps_nothing_of_what_is_none(self, text: str) -> None:
        assert read_person(text, DAY) == ("invalid", None)

    def test_leaves_an_empty_and_a_masked_one(self) -> None:
        assert [read_person(text, DAY) for text in ("", "********-**74")] == [("", None), ("********-**74", None)]


class TestWithPersonAsBefore:
    def test_takes_the_kept_one_for_the_same(self) -> None:
        assert with_person_as_before(KEPT, KEPT, same_customer=True) == KEPT

    def test_keeps_none_of_another_customer_and_none_that_was_made_up(self) -> None:
        made_up = replace(KEPT, personal_id="********-**75")
        assert with_person_as_before(made_up, KEPT, same_customer=True).personal_id == ""
        assert with_person_as_before(KEPT, KEPT, same_customer=False).personal_id == ""

    def test_keeps_no_clear_one_whoever_asks(self) -> None:
        clear = replace(KEPT, personal_id="811228-9874")
        assert with_person_as_before(clear, KEPT, same_customer=True).personal_id == "invalid"
        assert not is_masked(clear.personal_id)
