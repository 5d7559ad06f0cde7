"""Row security alone, and the queries' own filters alone, keep strangers out."""

import pytest
from factories.cast import Cast
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from portal.edge.transaction import transaction
from tenants.collaborations.models import Collaboration
from tenants.kernel.db import db
from tenants.kernel.journal.models import JournalEntry
from tenants.kernel.scope import Scope
from tenants.terms.models import Acceptance


class TestRowSecurity:
    """The database alone: queries here filter by nothing."""

    def test_shows_nothing_without_a_scope(self, cast: Cast) -> None:
        with transaction(scope=Scope()):
            assert db.session.query(Acceptance).count() == 0
            assert db.session.query(Collaboration).count() == 0

    def test_shows_a_person_their_own_workspaces_only(self, cast: Cast) -> None:
        with cast.alice.acting():
            assert {row.workspace_id for row in db.session.query(Acceptance)} == {cast.kuusi.workspace_id}
        with cast.charlie.acting():
            assert {row.workspace_id for row in db.session.query(Acceptance)} == {cast.ek.workspace_id}

    def test_shows_a_collaboration_from_both_sides(self, cast: Cast) -> None:
        for person in (cast.alice, cast.bob):
            with person.acting():
                assert db.session.query(Collaboration).one().firm_id == cast.kuusi.firm_id

    def test_lets_nobody_write_into_a_foreign_workspace(self, cast: Cast) -> None:
        write = text(
            "insert into journal (scope_id, id, scope_kind, at, who, act, about_kind)"
            " values (:ws, gen_random_uuid(), 'workspace', now(), 'x', 'x', 'x')"
        )
        with pytest.raises(ProgrammingError, match="row-level security"), cast.charlie.acting(in_=cast.ek.workspace_id):
            db.session.execute(write, {"ws": cast.kuusi.workspace_id})

    def test_lets_a_portfolio_page_only_read(self, cast: Cast) -> None:
        with cast.alice.acting():
            changed = db.session.execute(text("update collaboration set state = 'ended'"))
            assert changed.rowcount == 0

    def test_lets_nobody_change_the_journal(self, cast: Cast) -> None:
        with pytest.raises(ProgrammingError, match="permission denied"), cast.bob.acting(in_=cast.kuusi.workspace_id):
            db.session.query(JournalEntry).delete()

    def test_forgets_the_scope_with_the_transaction(self, cast: Cast) -> None:
        with cast.alice.acting():
            assert db.session.query(Acceptance).count() > 0
        with transaction(scope=Scope()):
            assert db.session.scalar(text("select current_setting('samla.visible', true)")) == ""
            assert db.session.query(Acceptance).count() == 0
