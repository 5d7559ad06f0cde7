"""How the desk works, and which author owns which prefix."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from factories.written import WritingHouse

from billing.desk.actions import DeskInput, Numbers, give_prefix, set_desk
from billing.desk.actions.settings import HasPrefix
from billing.desk.queries import author_rows, desk_terms
from tenants.kernel.refusals import Forbidden, InvalidFields, NotFound


class TestDesk:
    def test_works_as_the_settings_say(self, house: WritingHouse) -> None:
        with house.cast.alice.acting(in_=house.workspace_id) as (actor, now):
            set_desk(actor, house.workspace_id, DeskInput("14.30", "16:00", four_eyes=True), now=now)
            terms = desk_terms(house.workspace_id)
        assert (terms.cut_off.isoformat("minutes"), terms.four_eyes) == ("14:30", True)

    @pytest.mark.parametrize(
        ("cut_off", "day_ends", "field"),
        [("noon", "17:00", "cut_off"), ("15:00", "25:00", "day_ends"), ("17:00", "15:00", "day_ends")],
    )
    def test_refuses_times_that_make_no_sense(
        self, house: WritingHouse, cut_off: str, day_ends: str, field: str
    ) -> None:
        with house.cast.alice.acting(in_=house.workspace_id) as (actor, now), pytest.raises(InvalidFields) as refused:
            set_desk(actor, house.workspace_id, DeskInput(cut_off, day_ends, four_eyes=False), now=now)
        assert [problem.field for problem in refused.value.problems] == [field]

    def test_is_set_by_who_may_change_settings(self, house: WritingHouse) -> None:
        for person, refusal in ((house.aino, Forbidden), (house.cast.charlie, NotFound)):
            with person.acting(in_=house.workspace_id) as (actor, now), pytest.raises(refusal):
                set_desk(actor, house.workspace_id, DeskInput("15:00", "17:00", four_eyes=False), now=now)


class TestPrefix:
    def test_is_of_the_same_length_as_the_others_and_given_once(self, house: WritingHouse) -> None:
        house.prefix(house.aino, "21")
        with pytest.raises(InvalidFields):
            house.prefix(house.eero, "21")
        with pytest.raises(InvalidFields):
            house.prefix(house.eero, "212")
        with pytest.raises(HasPrefix):
            house.prefix(house.aino, "23")

    def test_is_given_once_however_many_give_one_at_a_time(self, house: WritingHouse) -> None:
        def attempt(prefix: str) -> str:
            with house.aino.app.app_context():
                try:
                    house.prefix(house.aino, prefix)
                except HasPrefix:
                    return "has one"
                return "given"

        with ThreadPoolExecutor(4) as pool:
            outcomes = sorted(pool.map(attempt, ("21", "22", "23", "24")))
        assert outcomes == ["given"] + ["has one"] * 3

    def test_is_seen_by_its_author_alone(self, house: WritingHouse) -> None:
        house.prefix(house.aino, "21")
        with house.eero.acting(in_=house.workspace_id):
            assert [(row.name, row.prefix) for row in author_rows(house.workspace_id)] == [("Eero", "")]
        with house.cast.alice.acting(in_=house.workspace_id):
            assert [row.prefix for row in author_rows(house.workspace_id)] == ["21", ""]

    def test_is_for_authors_and_given_by_who_may_change_settings(self, house: WritingHouse) -> None:
        with house.cast.alice.acting(in_=house.workspace_id) as (actor, now), pytest.raises(NotFound):
            give_prefix(actor, house.workspace_id, house.cast.bob.user_id, "29", Numbers(4), now=now)
        for person, refusal in ((house.aino, Forbidden), (house.cast.dora, NotFound)):
            with person.acting(in_=house.workspace_id) as (actor, now), pytest.raises(refusal):
                give_prefix(actor, house.workspace_id, house.aino.user_id, "29", Numbers(4), now=now)
