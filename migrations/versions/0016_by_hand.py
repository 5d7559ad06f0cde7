"""Invoices that a person chose to print here and hand over."""

from alembic import op

from migrations.row_security import of_invoice

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLE = """
create table by_hand_invoice (
    workspace_id uuid not null,
    invoice_id uuid not null,
    printing_id uuid not null,
    chosen_by uuid not null,
    chosen_at timestamptz not null,
    constraint pk_by_hand_invoice primary key (workspace_id, invoice_id),
    constraint fk_by_hand_invoice_workspace_id_invoice_id
        foreign key (workspace_id, invoice_id) references invoice (workspace_id, id),
    constraint fk_by_hand_invoice_chosen_by foreign key (chosen_by) references "user" (id)
);
create index ix_by_hand_invoice_workspace_id_printing_id on by_hand_invoice (workspace_id, printing_id);
"""


def upgrade() -> None:
    """Make the table; an author sees what is chosen of their own invoices."""
    op.execute(TABLE)
    for statement in of_invoice("by_hand_invoice", grants="select, insert, delete"):
        op.execute(statement)


def downgrade() -> None:
    """Remove it."""
    op.execute("drop table by_hand_invoice")
