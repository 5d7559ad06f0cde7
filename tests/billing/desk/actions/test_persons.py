"""Whose ROT or RUT work a written invoice bills: sealed for it alone, and again for what it becomes."""

from dataclasses import replace
from typing import Any

import pytest
from factories.cast import Cast, Member
from factories.written import WritingHouse, swedish_house
from flask import Flask
from sqlalchemy import text

from billing.desk.actions import (
    DeskInput,
    FourEyes,
    copy_written,
    keep_person,
    save_written,
    set_desk,
    withdraw_written,
)
from billing.desk.actions.persons import NoSealForPerson, open_person, place_of
from billing.desk.rules.person import read_person
from billing.desk.rules.typed import TypedInvoice, TypedLine
from billing.requests.actions.persons import place_of as place_of_request
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId, WrittenId
from tenants.kernel.refusals import InvalidFields
from tenants.registries.personal_ids import PersonalId
from tenants.secrets.sealing import NotOurs, Seal, new_key

SEAL = Seal(new_key())
PAINT = TypedLine(text="Painting", quantity="8", price="500", work_kind="painting", work_hours="8")
HOME = {"street": "Ekvägen 2", "postal_code": "114 55", "city": "Stockholm", "country": "SE", "language": "sv"}


@pytest.fixture
def se(app: Flask, cast: Cast) -> WritingHouse:
    """Return a client in Sweden with two authors."""
    return swedish_house(cast, app)


def number(se: WritingHouse, typed: str) -> PersonalId:
    person = read_person(typed, se.today)[1]
    assert person is not None
    return person


def keep(se: WritingHouse, written_id: WrittenId, typed: str = "811228-9874", seal: Seal = SEAL) -> int:
    with se.aino.acting(in_=se.workspace_id) as (actor, now):
        return keep_person(actor, se.workspace_id, written_id, number(se, typed), seal=seal, now=now)


def draft(se: WritingHouse) -> WrittenId:
    """Return a whole draft of Aino's with its personal id."""
    customer = se.customer(se.aino, kind="consumer", business_id="", **HOME)
    written_id = se.draft(se.aino, customer, lines=(PAINT,), property_name="Eken 1:23")
    keep(se, written_id)
    return written_id


def opened(se: WritingHouse, by: Member, written_id: WrittenId, seal: Seal = SEAL) -> str:
    with by.acting(in_=se.workspace_id) as (_, now):
        found = open_person(se.workspace_id, written_id, seal, now=now)
    return found.digits if found else ""


def save(se: WritingHouse, written_id: WrittenId, **changes: Any) -> TypedInvoice:
    found = se.read(se.aino, written_id)
    typed = replace(found.typed, **changes)
    with se.aino.acting(in_=se.workspace_id) as (actor, now):
        save_written(actor, se.workspace_id, written_id, typed, version=found.version, now=now)
    return se.read(se.aino, written_id).typed


class TestKeepPerson:
    def test_seals_it_for_the_invoice_and_shows_it_masked(self, se: WritingHouse) -> None:
        written_id = draft(se)
        assert se.read(se.aino, written_id).typed.personal_id == "********-**74"
        assert opened(se, se.aino, written_id) == "198112289874"
        assert opened(se, se.aino, written_id, Seal(new_key())) == ""

    def test_changes_nothing_when_it_is_typed_again_and_takes_another_one(self, se: WritingHouse) -> None:
        written_id = draft(se)
        version = se.read(se.aino, written_id).version
        assert keep(se, written_id, "19811228-9874") == version
        assert keep(se, written_id, "701112-0974") == version + 1
        assert opened(se, se.aino, written_id) == "197011120974"

    def test_is_as_before_where_the_masked_one_comes_back(self, se: WritingHouse) -> None:
        written_id = draft(se)
        assert save(se, written_id, message="Thanks").personal_id == "********-**74"
        assert opened(se, se.aino, written_id) == "198112289874"

    @pytest.mark.parametrize("came", ["", "invalid", "********-**75", "811228-9874"])
    def test_is_erased_where_another_one_comes(self, se: WritingHouse, came: str) -> None:
        written_id = draft(se)
        assert save(se, written_id, personal_id=came).personal_id in {"", "invalid"}
        assert opened(se, se.aino, written_id) == ""

    def test_is_erased_where_the_invoice_is_for_somebody_else(self, se: WritingHouse) -> None:
        written_id = draft(se)
        other = se.customer(se.aino, kind="consumer", business_id="", name="Elsa Ek", **HOME)
        assert save(se, written_id, customer_id=str(other)).personal_id == ""
        assert opened(se, se.aino, written_id) == ""

    def test_makes_a_writer_of_who_types_it_at_the_desk_and_tells_the_journal_nothing(self, se: WritingHouse) -> None:
        written_id = draft(se)
        se.submit(se.aino, written_id)
        se.claim(written_id)
        with se.cast.alice.acting(in_=se.workspace_id) as (actor, now):
            set_desk(actor, se.workspace_id, DeskInput("15:00", "17:00", four_eyes=True), now=now)
            keep_person(actor, se.workspace_id, written_id, number(se, "701112-0974"), seal=SEAL, now=now)
            journal = str(db.session.scalars(text("select journal::text from journal")).all())
        assert "written_changed_in_review" in journal
        assert not any(part in journal for part in ("7011120974", "701112-0974", "********"))
        assert opened(se, se.aino, written_id) == "197011120974"
        with pytest.raises(FourEyes):
            se.sent_on(written_id, seal=SEAL)

    def test_is_erased_where_it_is_withdrawn_or_submitted_without_work(self, se: WritingHouse) -> None:
        withdrawn, plain = draft(se), draft(se)
        with se.aino.acting(in_=se.workspace_id) as (actor, now):
            withdraw_written(actor, se.workspace_id, withdrawn, now=now)
        save(se, plain, lines=(TypedLine(text="Paint", price="100"),))
        se.submit(se.aino, plain)
        for written_id in (withdrawn, plain):
            assert opened(se, se.aino, written_id) == ""
            assert se.read(se.aino, written_id).typed.personal_id == ""


class TestSealedAnew:
    def test_for_a_copy(self, se: WritingHouse) -> None:
        written_id = draft(se)
        with se.aino.acting(in_=se.workspace_id) as (actor, now):
            copy = copy_written(actor, se.workspace_id, written_id, seal=SEAL, now=now)
            without = copy_written(actor, se.workspace_id, written_id, now=now)
        assert opened(se, se.aino, copy) == opened(se, se.aino, written_id) == "198112289874"
        masked = [se.read(se.aino, each).typed.personal_id for each in (copy, without)]
        assert masked == ["********-**74", ""]
        assert opened(se, se.aino, without) == ""

    def test_for_the_request_that_it_becomes(self, se: WritingHouse) -> None:
        written_id = draft(se)
        se.submit(se.aino, written_id)
        se.sent_on(written_id, seal=SEAL)
        with se.cast.alice.acting(in_=se.workspace_id):
            ((request_id, sealed),) = db.session.execute(text("select request_id, sealed from request_person"))
        place = place_of_request(RequestId(request_id))
        assert SEAL.open(bytes(sealed), belongs_to=place) == b"198112289874"
        with pytest.raises(NotOurs):
            SEAL.open(bytes(sealed), belongs_to=place_of(written_id))

    def test_and_sent_on_only_where_it_opens(self, se: WritingHouse) -> None:
        written_id = draft(se)
        se.submit(se.aino, written_id)
        with pytest.raises(NoSealForPerson):
            se.sent_on(written_id)
        with pytest.raises(InvalidFields) as refused:
            se.sent_on(written_id, seal=Seal(new_key()))
        assert [problem.field for problem in refused.value.problems] == ["personal_id"]


class TestConfinement:
    def test_hides_it_from_another_author_and_a_stranger(self, se: WritingHouse) -> None:
        written_id = draft(se)
        counted = text("select count(*) from written_person")
        for member, where, seen in (
            (se.aino, se.workspace_id, 1),
            (se.cast.alice, se.workspace_id, 1),
            (se.eero, se.workspace_id, 0),
            (se.cast.charlie, se.cast.ek.workspace_id, 0),
        ):
            with member.acting(in_=where) as (_, now):
                assert db.session.scalar(counted) == seen
                found = open_person(se.workspace_id, written_id, SEAL, now=now)
            assert bool(found) is bool(seen)
