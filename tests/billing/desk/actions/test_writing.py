"""Writing, submitting and withdrawing, by authors who see nothing of one another."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from factories.written import KILN, WritingHouse, author

from billing.desk.actions import (
    ChangedElsewhere,
    NotYoursNow,
    begin_written,
    copy_written,
    save_written,
    submit_written,
    withdraw_written,
)
from billing.desk.queries import NoSuchWritten, WrittenQuery, written_rows
from billing.desk.rules.typed import TypedInvoice
from tenants.kernel.refusals import Forbidden, InvalidFields, NotFound

FRIDAY = datetime(2026, 11, 20, 8, tzinfo=UTC)
DUE_FRIDAY = datetime(2026, 11, 20, 15, tzinfo=UTC)


class TestDraft:
    def test_is_kept_however_incomplete(self, house: WritingHouse) -> None:
        with house.aino.acting(in_=house.workspace_id) as (actor, now):
            written_id = begin_written(actor, house.workspace_id, now=now)
            half = TypedInvoice(lines=(replace(KILN, price="a lot"),))
            assert save_written(actor, house.workspace_id, written_id, half, version=1, now=now) == 2
        found = house.read(house.aino, written_id)
        assert (found.row.state, found.typed.lines[0].price, found.row.customer_id) == ("draft", "a lot", None)

    def test_keeps_its_version_where_nothing_changed(self, house: WritingHouse) -> None:
        written_id = house.draft(house.aino)
        known = house.read(house.aino, written_id)
        with house.aino.acting(in_=house.workspace_id) as (actor, now):
            saved = save_written(actor, house.workspace_id, written_id, known.typed, version=known.version, now=now)
        assert saved == known.version

    def test_refuses_what_another_tab_has_overtaken(self, house: WritingHouse) -> None:
        written_id = house.draft(house.aino)
        with house.aino.acting(in_=house.workspace_id) as (actor, now), pytest.raises(ChangedElsewhere):
            save_written(actor, house.workspace_id, written_id, TypedInvoice(message="Old"), version=1, now=now)

    def test_is_hidden_from_another_author_and_from_strangers(self, house: WritingHouse) -> None:
        written_id = house.draft(house.aino)
        for person, refusal in ((house.eero, NoSuchWritten), (house.cast.charlie, NotFound)):
            with person.acting(in_=house.workspace_id) as (actor, now), pytest.raises(refusal):
                save_written(actor, house.workspace_id, written_id, TypedInvoice(), version=2, now=now)
            with person.acting(in_=house.workspace_id) as (actor, now), pytest.raises(refusal):
                copy_written(actor, house.workspace_id, written_id, now=now)

    def test_is_nothing_for_a_viewer(self, house: WritingHouse) -> None:
        viewer = author(house.cast, house.cast.alice.app, "Ville", "viewer")
        with viewer.acting(in_=house.workspace_id) as (actor, now), pytest.raises(Forbidden):
            begin_written(actor, house.workspace_id, now=now)

    def test_is_copied_without_its_days(self, house: WritingHouse) -> None:
        written_id = house.draft(house.aino, delivered_on="2026-11-02", message="Thanks")
        with house.aino.acting(in_=house.workspace_id) as (actor, now):
            copy = copy_written(actor, house.workspace_id, written_id, now=now)
        typed = house.read(house.aino, copy).typed
        assert (typed.delivered_on, typed.message, typed.lines) == ("", "Thanks", (KILN,))


class TestSubmitting:
    def test_promises_the_same_day_before_the_cut_off(self, house: WritingHouse) -> None:
        written_id = house.draft(house.aino)
        assert house.submit(house.aino, written_id, at=FRIDAY) == DUE_FRIDAY
        row = house.read(house.cast.alice, written_id).row
        assert (row.state, row.writer, str(row.total)) == ("submitted", "Aino", "3138.76")

    def test_refuses_what_has_to_be_changed_first(self, house: WritingHouse) -> None:
        written_id = house.draft(house.aino, lines=(replace(KILN, price=""),))
        with house.aino.acting(in_=house.workspace_id) as (actor, now), pytest.raises(InvalidFields) as refused:
            submit_written(actor, house.workspace_id, written_id, version=2, now=now)
        assert [problem.field for problem in refused.value.problems] == ["lines.1.price"]

    def test_wont_take_another_authors_customer(self, house: WritingHouse) -> None:
        written_id = house.draft(house.eero, customer_id=house.customer(house.aino))
        with house.eero.acting(in_=house.workspace_id) as (actor, now), pytest.raises(InvalidFields) as refused:
            submit_written(actor, house.workspace_id, written_id, version=2, now=now)
        assert [problem.field for problem in refused.value.problems] == ["customer_id"]

    def test_takes_it_out_of_the_writers_hands(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        with house.aino.acting(in_=house.workspace_id) as (actor, now), pytest.raises(NotYoursNow):
            save_written(actor, house.workspace_id, written_id, TypedInvoice(), version=2, now=now)

    def test_twice_is_refused_the_second_time(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        with pytest.raises(NotYoursNow):
            house.submit(house.aino, written_id)


class TestWithdrawing:
    def test_takes_back_what_nobody_has_begun_with(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        with house.aino.acting(in_=house.workspace_id) as (actor, now):
            withdraw_written(actor, house.workspace_id, written_id, now=now)
            assert written_rows(house.workspace_id, WrittenQuery()) == ()
            assert written_rows(house.workspace_id, WrittenQuery(state="all"))[0].state == "withdrawn"

    def test_comes_too_late_once_it_is_checked(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        house.claim(written_id)
        with house.aino.acting(in_=house.workspace_id) as (actor, now), pytest.raises(NotYoursNow):
            withdraw_written(actor, house.workspace_id, written_id, now=now)
