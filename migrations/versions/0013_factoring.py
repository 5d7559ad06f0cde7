"""Factoring: receivables that are sold on, by stream or customer, and where they are paid."""

from alembic import op

from migrations.row_security import of_workspaces

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = """
create table factoring_agreement (
    workspace_id uuid not null,
    id uuid not null,
    name text not null,
    business_id text,
    reference text,
    iban text,
    bic text,
    bankgiro text,
    plusgiro text,
    account text,
    fik_creditor text,
    clauses jsonb not null,
    active boolean not null,
    changed_at timestamptz not null,
    constraint pk_factoring_agreement primary key (workspace_id, id),
    constraint fk_factoring_agreement_workspace_id foreign key (workspace_id) references workspace (id),
    constraint uq_factoring_agreement_workspace_id_name unique (workspace_id, name)
);

create table factored_stream (
    workspace_id uuid not null,
    stream_id uuid not null,
    agreement_id uuid not null,
    constraint pk_factored_stream primary key (workspace_id, stream_id),
    constraint fk_factored_stream_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_factored_stream_workspace_id_stream_id
        foreign key (workspace_id, stream_id) references stream (workspace_id, id),
    constraint fk_factored_stream_workspace_id_agreement_id
        foreign key (workspace_id, agreement_id) references factoring_agreement (workspace_id, id)
);
create index ix_factored_stream_workspace_id_agreement_id on factored_stream (workspace_id, agreement_id);

create table factored_customer (
    workspace_id uuid not null,
    customer_id uuid not null,
    agreement_id uuid not null,
    constraint pk_factored_customer primary key (workspace_id, customer_id),
    constraint fk_factored_customer_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_factored_customer_workspace_id_customer_id
        foreign key (workspace_id, customer_id) references customer (workspace_id, id),
    constraint fk_factored_customer_workspace_id_agreement_id
        foreign key (workspace_id, agreement_id) references factoring_agreement (workspace_id, id)
);
create index ix_factored_customer_workspace_id_agreement_id on factored_customer (workspace_id, agreement_id)
"""
GRANTS = {
    "factoring_agreement": "select, insert, update",
    "factored_stream": "select, insert, delete",
    "factored_customer": "select, insert, delete",
}


def upgrade() -> None:
    """Make the tables."""
    op.execute(TABLES)
    for statement in of_workspaces(GRANTS):
        op.execute(statement)


def downgrade() -> None:
    """Remove them, those first that lead to others."""
    for table in reversed(GRANTS):
        op.execute(f"drop table {table}")
