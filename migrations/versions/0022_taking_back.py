"""A take-over can be taken back: its entries reversed, its numbers free again; and of which kind past reminders were."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

# Of invoices with one number, one at the most isn't taken back; the index still finds any by its number.
UP = """
alter table take_over
    add column series jsonb not null default '{}',
    add column taken_back_at timestamptz,
    add column taken_back_by uuid,
    add column taken_back_reason text,
    add constraint uq_take_over_workspace_id_taken_at unique (workspace_id, taken_at),
    add constraint fk_take_over_taken_back_by foreign key (taken_back_by) references "user" (id),
    add constraint ck_take_over_taken_back check (
        (taken_back_at is null) = (taken_back_by is null) and (taken_back_at is null) = (taken_back_reason is null));
grant update (taken_back_at, taken_back_by, taken_back_reason) on take_over to samla_app;
alter table invoice
    add column taken_back_at timestamptz,
    add constraint ck_invoice_taken_back check (taken_back_at is null or taken_over),
    drop constraint uq_invoice_workspace_id_number,
    drop constraint uq_invoice_workspace_id_reference,
    add constraint uq_invoice_workspace_id_number_taken_back_at
        unique nulls not distinct (workspace_id, number, taken_back_at),
    add constraint uq_invoice_workspace_id_reference_taken_back_at
        unique nulls not distinct (workspace_id, reference, taken_back_at);
grant update (taken_back_at) on invoice to samla_app;
drop index ix_invoice_workspace_id_run_id;
create index ix_invoice_workspace_id_run_id on invoice (workspace_id, run_id, author_id, taken_back_at);
alter table ledger_entry
    drop constraint ck_ledger_entry_event,
    add constraint ck_ledger_entry_event check (event in ('issued', 'taken_over', 'taken_back', 'credited'));
alter table past_reminder
    add column kind text not null default 'reminder',
    add constraint ck_past_reminder_kind check (kind in ('reminder', 'collection_warning', 'demand'))
"""
DOWN = """
alter table past_reminder drop column kind;
alter table ledger_entry
    drop constraint ck_ledger_entry_event,
    add constraint ck_ledger_entry_event check (event in ('issued', 'taken_over', 'credited'));
drop index ix_invoice_workspace_id_run_id;
alter table invoice
    drop column taken_back_at,
    add constraint uq_invoice_workspace_id_number unique (workspace_id, number),
    add constraint uq_invoice_workspace_id_reference unique (workspace_id, reference);
create index ix_invoice_workspace_id_run_id on invoice (workspace_id, run_id, author_id);
alter table take_over
    drop constraint uq_take_over_workspace_id_taken_at,
    drop column series,
    drop column taken_back_at,
    drop column taken_back_by,
    drop column taken_back_reason
"""


def upgrade() -> None:
    """Make the columns."""
    for statement in UP.split(";\n"):
        op.execute(statement)


def downgrade() -> None:
    """Remove them; PostgreSQL refuses it where something was taken back."""
    for statement in DOWN.split(";\n"):
        op.execute(statement)
