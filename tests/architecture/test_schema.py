"""The models say what the migrations made, keys lead with the tenant, and only a named few tables are open."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from factories.installation import Installation
from sqlalchemy import create_engine, inspect, text

import billing.schema
import tenants.schema
from tenants.kernel.db import Base

# Company, user and session belong to no tenant; terms are published to all; the last is Alembic's own.
EXEMPT = {"company", "exchange_rate", "user", "session", "terms", "alembic_version"}
SYSTEM_FUNCTIONS = {
    "sweep_tasks",
    "access_of",
    "terms_standing",
    "invitation_by_hash",
    "company_badge",
    "place_to_ask",
    "delivery_place",
}
SYSTEM_FUNCTIONS |= {"ask_for_agreement_work", "terms_lapsed", "remind_mandated", "ask_for_terms_notice"}
SYSTEM_FUNCTIONS |= {"people_to_tell", "withheld_by_diligence"}
SYSTEM_FUNCTIONS |= {"provider_for", "identity_of", "passwords_closed", "staff_invitation_by_hash"}


class TestSchema:
    """The database as the migrations leave it."""

    def test_is_what_the_models_say(self, installation: Installation) -> None:
        assert len(tenants.schema.MODELS) + len(billing.schema.MODELS) == len(Base.metadata.tables)
        engine = create_engine(installation.postgres.url("samla_owner", "template_samla"))
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []
        engine.dispose()

    def test_keys_and_references_lead_with_the_tenant(self) -> None:
        tenant = {"workspace_id", "firm_id", "scope_id", "user_id"}  # or the person, where a row is theirs alone
        for table in Base.metadata.tables.values():
            if table.name in EXEMPT | {"firm", "workspace", "platform"}:
                continue
            assert next(iter(table.primary_key.columns)).name in tenant, table.name
            for key in table.foreign_key_constraints:
                if key.referred_table.name in EXEMPT:
                    continue
                assert key.column_keys[0] in tenant, (table.name, key.column_keys)

    def test_secures_every_table_but_the_named_ones(self, installation: Installation) -> None:
        engine = create_engine(installation.postgres.url("samla_owner", "template_samla"))
        with engine.connect() as connection:
            secured = set(connection.scalars(text("select relname from pg_class where relforcerowsecurity")))
            assert set(inspect(connection).get_table_names()) - secured == EXEMPT
        engine.dispose()

    def test_has_only_the_listed_functions_that_see_more(self, installation: Installation) -> None:
        engine = create_engine(installation.postgres.url("samla_owner", "template_samla"))
        with engine.connect() as connection:
            definers = text(
                "select p.proname, r.rolname from pg_proc p join pg_roles r on r.oid = p.proowner"
                " where p.prosecdef and p.pronamespace = 'public'::regnamespace"
            )
            found = {tuple(row) for row in connection.execute(definers)}
        engine.dispose()
        assert found == {(name, "samla_system") for name in SYSTEM_FUNCTIONS}
