"""Exchange rates: what a euro bought on a day, for everybody."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLE = """
create table exchange_rate (
    currency text not null,
    day date not null,
    per_euro numeric(20, 8) not null,
    source text not null,
    kept_at timestamptz not null,
    constraint pk_exchange_rate primary key (currency, day),
    constraint ck_exchange_rate_per_euro check (per_euro > 0)
);
grant select, insert on exchange_rate to samla_app
"""


def upgrade() -> None:
    """Make the table; rates are added and read, never changed."""
    op.execute(TABLE)


def downgrade() -> None:
    """Remove it."""
    op.execute("drop table exchange_rate")
