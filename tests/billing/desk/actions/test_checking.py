"""At the desk: one person at a time, and a round of correction that its writer sees."""

from dataclasses import replace

import pytest
from factories.written import WritingHouse

from billing.desk.actions import (
    ClaimedByOther,
    NothingSaid,
    NotInHand,
    claim_written,
    release_written,
    return_written,
    save_written,
)
from billing.desk.queries import waiting_rows
from tenants.conversations.queries import ConversationQuery, conversation_rows, reader_of
from tenants.kernel.country import local_day
from tenants.kernel.refusals import Forbidden, NotFound


class TestClaiming:
    def test_is_for_one_person_until_another_takes_over(self, house: WritingHouse) -> None:
        written_id, vilma = house.submitted(house.aino), house.colleague("Vilma")
        house.claim(written_id)
        house.claim(written_id)  # a second click
        with vilma.acting(in_=house.workspace_id) as (actor, now), pytest.raises(ClaimedByOther) as refused:
            claim_written(actor, house.workspace_id, written_id, now=now)
        assert refused.value.params == {"who": "Alice"}
        with vilma.acting(in_=house.workspace_id) as (actor, now):
            claim_written(actor, house.workspace_id, written_id, take_over=True, now=now)
        assert house.read(house.cast.alice, written_id).row.claimer == "Vilma"

    def test_ends_by_letting_go(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        house.claim(written_id)
        with house.cast.alice.acting(in_=house.workspace_id) as (actor, now):
            release_written(actor, house.workspace_id, written_id, now=now)
        assert house.read(house.aino, written_id).row.state == "submitted"

    def test_needs_something_at_the_desk(self, house: WritingHouse) -> None:
        with pytest.raises(NotInHand):
            house.claim(house.draft(house.aino))

    def test_is_the_firms_alone(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        for person, refusal in ((house.aino, Forbidden), (house.cast.bob, Forbidden), (house.cast.charlie, NotFound)):
            with person.acting(in_=house.workspace_id) as (actor, now), pytest.raises(refusal):
                claim_written(actor, house.workspace_id, written_id, now=now)

    def test_lets_who_checks_correct_a_detail(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        house.claim(written_id)
        found = house.read(house.cast.alice, written_id)
        with house.cast.alice.acting(in_=house.workspace_id) as (actor, now):
            better = replace(found.typed, message="Corrected by the desk")
            save_written(actor, house.workspace_id, written_id, better, version=found.version, now=now)
        assert str(house.cast.alice.user_id) in house.read(house.aino, written_id).writers


class TestReturning:
    def test_gives_it_back_with_reasons_and_a_conversation_its_writer_sees(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        house.returned(written_id)
        found = house.read(house.aino, written_id)
        assert (found.row.state, found.reasons) == ("needs_correction", {"lines": "Which kiln?"})
        with house.aino.acting(in_=house.workspace_id) as (actor, now):
            reader = reader_of(actor, house.workspace_id, on=local_day(now, "FI"))
            asked = conversation_rows((house.workspace_id,), reader, ConversationQuery(about_id=written_id))
            assert [(row.id, row.part) for row in asked] == [(found.row.conversation_id, "asked")]
        with house.eero.acting(in_=house.workspace_id) as (actor, now):
            reader = reader_of(actor, house.workspace_id, on=local_day(now, "FI"))
            assert conversation_rows((house.workspace_id,), reader, ConversationQuery()) == ()

    def test_a_second_time_goes_on_with_the_same_conversation(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        house.returned(written_id)
        first = house.read(house.aino, written_id).row.conversation_id
        house.submit(house.aino, written_id)
        house.returned(written_id)
        assert house.read(house.aino, written_id).row.conversation_id == first

    def test_keeps_its_place_when_it_comes_back(self, house: WritingHouse) -> None:
        first, second = house.submitted(house.aino), house.submitted(house.eero)
        house.returned(first)
        house.submit(house.aino, first)
        with house.cast.alice.acting(in_=house.workspace_id) as (_, now):
            assert [row.id for row in waiting_rows((house.workspace_id,), now=now)] == [first, second]
        assert house.read(house.aino, first).reasons == {}

    def test_says_something(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        house.claim(written_id)
        with house.cast.alice.acting(in_=house.workspace_id) as (actor, now), pytest.raises(NothingSaid):
            return_written(actor, house.workspace_id, written_id, {"lines": " ", "price": "x"}, " ", now=now)

    def test_is_for_who_has_it_in_hand(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        with house.cast.alice.acting(in_=house.workspace_id) as (actor, now), pytest.raises(NotInHand):
            return_written(actor, house.workspace_id, written_id, {"lines": "x"}, "", now=now)
