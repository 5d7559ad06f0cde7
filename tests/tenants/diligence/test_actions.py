"""Recording due diligence, and what follows where it is missing."""

from datetime import date

import pytest
from factories.cast import Cast, Member
from factories.diligence import client_id, demand, record
from sqlalchemy import select

from tenants.access.diligence import REASON
from tenants.diligence.actions import UnknownMode
from tenants.diligence.models import DueDiligence
from tenants.diligence.queries import lacking, mode_of, records_of
from tenants.kernel.actor import NotAllowedNow, Permission
from tenants.kernel.db import db
from tenants.kernel.refusals import InvalidFields, NotFound

TODAY = date(2026, 11, 23)


def owed(cast: Cast, on: date = TODAY) -> list[str]:
    with cast.alice.acting():
        return [one.part for one in lacking([cast.kuusi.firm_id], on=on)]


class TestRecordDiligence:
    """A record."""

    def test_is_owed_of_every_client_until_there_is_one(self, cast: Cast) -> None:
        assert owed(cast) == ["missing"]
        record(cast, renews_on=date(2027, 6, 1))
        assert owed(cast) == []
        assert owed(cast, on=date(2027, 5, 2)) == ["due"]
        assert owed(cast, on=date(2027, 6, 2)) == ["overdue"]

    def test_stays_when_a_newer_one_counts(self, cast: Cast) -> None:
        record(cast, note="Board and owners checked.", files=(("ote.pdf", b"%PDF-1.7"),))
        record(cast, done_on=date(2026, 3, 1), risk="high", renews_on=date(2026, 9, 1))
        with cast.alice.acting():
            newest, first = records_of(cast.kuusi.firm_id, client_id(cast))
        assert (newest.risk, first.risk, first.note) == ("high", "normal", "Board and owners checked.")
        assert [file.name for file in first.files] == ["ote.pdf"]
        assert owed(cast) == ["overdue"]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"done_by": None}, "done_by"),
            ({"done_on": None}, "done_on"),
            ({"done_on": date(2090, 1, 1)}, "done_on"),
            ({"risk": "none"}, "risk"),
            ({"renews_on": date(2026, 1, 2)}, "renews_on"),
            ({"files": (("x.exe", b"MZ\x00"),)}, "files"),
        ],
    )
    def test_says_at_the_field_what_is_wrong(self, cast: Cast, changes: dict[str, object], field: str) -> None:
        with pytest.raises(InvalidFields) as refused:
            record(cast, **changes)
        assert {problem.field for problem in refused.value.problems} == {field}

    @pytest.mark.parametrize("who", ["charlie", "bob"])
    def test_is_the_firms_own(self, cast: Cast, who: str) -> None:
        record(cast)
        person: Member = getattr(cast, who)
        with person.acting():
            assert db.session.scalars(select(DueDiligence)).all() == []
        with pytest.raises(NotFound):
            record(cast, person)


class TestSetMode:
    """What follows where due diligence is missing."""

    def test_is_a_reminder_unless_the_firm_says_otherwise(self, cast: Cast) -> None:
        with cast.alice.acting():
            assert mode_of(cast.kuusi.firm_id) == "remind"
        assert cast.alice.actor().may(Permission.RUN_INVOICING, in_=cast.kuusi.workspace_id)

    @pytest.mark.parametrize("who", ["alice", "bob"])
    def test_withholds_new_invoices_and_nothing_else(self, cast: Cast, who: str) -> None:
        person: Member = getattr(cast, who)
        before = person.actor().workspaces[cast.kuusi.workspace_id]
        demand(cast, "block")
        actor = person.actor()
        assert before.permissions - actor.workspaces[cast.kuusi.workspace_id].permissions == {Permission.RUN_INVOICING}
        with pytest.raises(NotAllowedNow) as refused:
            actor.must(Permission.RUN_INVOICING, in_=cast.kuusi.workspace_id)
        assert refused.value.params["reason"] == REASON

    def test_lets_go_once_it_is_recorded(self, cast: Cast) -> None:
        demand(cast, "block")
        record(cast)
        assert cast.bob.actor().may(Permission.RUN_INVOICING, in_=cast.kuusi.workspace_id)

    def test_holds_again_when_the_newest_record_is_out_of_date(self, cast: Cast) -> None:
        demand(cast, "block")
        record(cast)
        record(cast, done_on=date(2026, 2, 1), renews_on=date(2026, 3, 1))
        assert not cast.alice.actor().may(Permission.RUN_INVOICING, in_=cast.kuusi.workspace_id)

    def test_holds_nobody_of_another_firm(self, cast: Cast) -> None:
        demand(cast, "block")
        assert cast.dora.actor().may(Permission.RUN_INVOICING, in_=cast.ek.workspace_id)

    def test_reminds_of_nothing_where_it_is_off(self, cast: Cast) -> None:
        demand(cast, "off")
        assert owed(cast) == []

    def test_knows_three_ways(self, cast: Cast) -> None:
        with pytest.raises(UnknownMode):
            demand(cast, "sometimes")
