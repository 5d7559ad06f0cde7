"""Taking over what was open in an earlier program, with the reminders that had been sent."""

from alembic import op

from migrations.row_security import of_invoice, of_workspace

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = """
create table take_over (
    workspace_id uuid not null,
    id uuid not null,
    file_id uuid not null,
    invoices bigint not null,
    totals jsonb not null,
    taken_by uuid not null,
    taken_at timestamptz not null,
    constraint pk_take_over primary key (workspace_id, id),
    constraint fk_take_over_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_take_over_workspace_id_file_id foreign key (workspace_id, file_id) references file (workspace_id, id),
    constraint fk_take_over_taken_by foreign key (taken_by) references "user" (id)
);

create table past_reminder (
    workspace_id uuid not null,
    id uuid not null,
    invoice_id uuid not null,
    place smallint not null,
    sent_on date not null,
    fee_minor bigint not null,
    currency text not null,
    constraint pk_past_reminder primary key (workspace_id, id),
    constraint fk_past_reminder_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_past_reminder_workspace_id_invoice_id
        foreign key (workspace_id, invoice_id) references invoice (workspace_id, id),
    constraint ck_past_reminder_fee_minor check (fee_minor >= 0)
);
create index ix_past_reminder_workspace_id_invoice_id on past_reminder (workspace_id, invoice_id);
"""
GRANTS = {"take_over": "select, insert", "past_reminder": "select, insert"}


def upgrade() -> None:
    """Make the tables."""
    op.execute(TABLES)
    for statement in (
        *of_workspace("take_over", grants=GRANTS["take_over"]),
        *of_invoice("past_reminder", grants=GRANTS["past_reminder"]),
    ):
        op.execute(statement)


def downgrade() -> None:
    """Remove them."""
    for table in reversed(GRANTS):
        op.execute(f"drop table {table}")
