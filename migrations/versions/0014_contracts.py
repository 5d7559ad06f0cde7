"""Contracts: what is billed again and again."""

from alembic import op

from migrations.row_security import of_workspace

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLE = """
create table contract (
    workspace_id uuid not null,
    id uuid not null,
    number text collate "C" not null,
    name text not null,
    customer_id uuid not null,
    stream_id uuid not null,
    months smallint not null,
    by_calendar boolean not null,
    in_advance boolean not null,
    starts_on date not null,
    ends_on date,
    paused_from date,
    paused_until date,
    order_reference text,
    lines jsonb not null,
    changes jsonb not null,
    billed_until date,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    constraint pk_contract primary key (workspace_id, id),
    constraint uq_contract_workspace_id_number unique (workspace_id, number),
    constraint fk_contract_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_contract_workspace_id_customer_id
        foreign key (workspace_id, customer_id) references customer (workspace_id, id),
    constraint fk_contract_workspace_id_stream_id
        foreign key (workspace_id, stream_id) references stream (workspace_id, id),
    constraint ck_contract_months check (months in (1, 2, 3, 4, 6, 12)),
    constraint ck_contract_ends_on check (ends_on >= starts_on)
);
create index ix_contract_workspace_id_customer_id on contract (workspace_id, customer_id);
"""


def upgrade() -> None:
    """Make the table."""
    op.execute(TABLE)
    for statement in of_workspace("contract", grants="select, insert, update"):
        op.execute(statement)


def downgrade() -> None:
    """Remove it."""
    op.execute("drop table contract")
