"""The files that are attached to requests, to what people write in the portal, and to invoices."""

from alembic import op

from migrations.row_security import of_workspace

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLE = """
create table attached_file (
    workspace_id uuid not null,
    id uuid not null,
    file_id uuid not null,
    request_id uuid,
    written_id uuid,
    invoice_id uuid,
    description text not null,
    author_id uuid,
    attached_at timestamptz not null,
    constraint pk_attached_file primary key (workspace_id, id),
    constraint fk_attached_file_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_attached_file_workspace_id_file_id foreign key (workspace_id, file_id) references file (workspace_id, id),
    constraint fk_attached_file_workspace_id_request_id
        foreign key (workspace_id, request_id) references billing_request (workspace_id, id),
    constraint fk_attached_file_workspace_id_written_id
        foreign key (workspace_id, written_id) references written_request (workspace_id, id),
    constraint fk_attached_file_workspace_id_invoice_id foreign key (workspace_id, invoice_id) references invoice (workspace_id, id),
    constraint fk_attached_file_author_id foreign key (author_id) references "user" (id),
    constraint ck_attached_file_owner check (num_nonnulls(request_id, written_id, invoice_id) = 1)
);
create index ix_attached_file_workspace_id_request_id on attached_file (workspace_id, request_id);
create index ix_attached_file_workspace_id_written_id on attached_file (workspace_id, written_id);
create index ix_attached_file_workspace_id_invoice_id on attached_file (workspace_id, invoice_id)
"""


def upgrade() -> None:
    """Make the table; an author sees what is attached to their own, and what hangs on a draft can be taken off."""
    op.execute(TABLE)
    for statement in of_workspace("attached_file", grants="select, insert, delete", author="author_id"):
        op.execute(statement)


def downgrade() -> None:
    """Remove it."""
    op.execute("drop table attached_file")
