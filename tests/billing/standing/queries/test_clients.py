"""All clients of a firm at once."""

import pytest
from factories.cast import Cast
from factories.installation import Installation
from factories.questions import ask
from sqlalchemy import create_engine, event, text

from billing.standing.queries.clients import OverviewRow, client_overview
from tenants.collaborations.register import ClientFilter
from tenants.conversations.narrowing import Reader
from tenants.kernel.actor import Permission
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId

MANY = 300
# Copies of Kuusi's client, each with its books and a year of acts, written by the server itself.
COPIES = """
create temporary table made as
    select n, gen_random_uuid() as company, gen_random_uuid() as client, gen_random_uuid() as work,
           gen_random_uuid() as place, gen_random_uuid() as deal, gen_random_uuid() as together
    from generate_series(1, {many}) n;
insert into company (id, country, business_id, name, created_at)
    select company, 'FI', (90000000 + n)::text, 'Copy ' || n || ' Oy', now() from made;
insert into client (firm_id, id, company_id, contact_name, contact_email, contact_phone, language, created_at)
    select '{firm}', client, company, 'C', 'c@c.example', '', 'en', now() from made;
insert into engagement (firm_id, id, client_id, name, created_at)
    select '{firm}', work, client, 'Invoicing 2026', now() from made;
insert into workspace (id, company_id, created_at) select place, company, now() from made;
insert into agreement
    select (jsonb_populate_record(a, jsonb_build_object('workspace_id', m.place, 'id', m.deal))).*
    from agreement a cross join made m where a.workspace_id = '{workspace}';
insert into collaboration
    select (jsonb_populate_record(c, jsonb_build_object('workspace_id', m.place, 'id', m.together,
            'engagement_id', m.work, 'agreement_id', m.deal))).*
    from collaboration c cross join made m where c.workspace_id = '{workspace}';
insert into journal (scope_id, id, scope_kind, at, who, act, about_kind)
    select place, gen_random_uuid(), 'workspace', now() - i * interval '1 day', 'Alice', 'customer_changed', 'customer'
    from made cross join generate_series(1, 200) i;
analyze;
"""


@pytest.fixture
def many(installation: Installation, database: str, cast: Cast) -> Cast:
    """Return the cast, Kuusi with three hundred clients more."""
    engine = create_engine(installation.postgres.url("postgres", database))
    place = {"firm": cast.kuusi.firm_id, "workspace": cast.kuusi.workspace_id, "many": MANY}
    with engine.begin() as connection:
        for statement in COPIES.format(**place).split(";\n"):
            if statement.strip():
                connection.execute(text(statement))
    engine.dispose()
    return cast


def overview(cast: Cast) -> tuple[OverviewRow, ...]:
    """Return all of Kuusi's clients, in the transaction that is open."""
    with cast.alice.acting() as (actor, now):
        reader = Reader(actor.user_id, "firm", now.date())
        places = [place for place in actor.workspaces if actor.may(Permission.SEE_INVOICES, in_=place)]
        return client_overview(cast.kuusi.firm_id, ClientFilter(), places, reader, now=now)


def asked(cast: Cast) -> int:
    """Return how many questions the overview asks the database."""
    statements: list[str] = []

    def note(*given: object) -> None:
        statements.append(str(given[2]))

    with cast.alice.acting() as (actor, now):
        reader = Reader(actor.user_id, "firm", now.date())
        event.listen(db.engine, "before_cursor_execute", note)
        client_overview(cast.kuusi.firm_id, ClientFilter(), list(actor.workspaces), reader, now=now)
        event.remove(db.engine, "before_cursor_execute", note)
    return len(statements)


class TestClientOverview:
    """The list of all clients."""

    def test_counts_by_kind_and_knows_the_last_act(self, cast: Cast) -> None:
        ask(cast.bob, cast)
        (row,) = overview(cast)
        assert row.counts["questions"] == row.counts["diligence"] == 1
        assert row.last_at is not None

    def test_counts_nothing_in_books_that_the_reader_does_not_reach(self, cast: Cast) -> None:
        ask(cast.bob, cast)
        with cast.alice.acting() as (actor, now):
            reader = Reader(actor.user_id, "firm", now.date())
            (row,) = client_overview(cast.kuusi.firm_id, ClientFilter(), [], reader, now=now)
        assert row.workspace_id is None
        assert "questions" not in row.counts

    def test_shows_another_firms_people_nothing(self, cast: Cast) -> None:
        with cast.charlie.acting() as (actor, now):
            reader, place = Reader(actor.user_id, "firm", now.date()), WorkspaceId(cast.kuusi.workspace_id)
            assert client_overview(cast.kuusi.firm_id, ClientFilter(), [place], reader, now=now) == ()

    def test_takes_the_same_questions_for_three_hundred(self, many: Cast) -> None:
        assert len(overview(many)) == MANY + 1
        assert asked(many) <= 12
