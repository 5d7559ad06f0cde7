"""What the desk was asked to send on together, and what came of each."""

from alembic import op

from migrations.row_security import of_workspace

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

TABLES = """
create table desk_batch (
    workspace_id uuid not null,
    id uuid not null,
    asked_by uuid not null,
    asked_at timestamptz not null,
    issued_on date not null,
    channel text,
    checked jsonb not null,
    chosen bigint not null,
    finished_at timestamptz,
    constraint pk_desk_batch primary key (workspace_id, id),
    constraint fk_desk_batch_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_desk_batch_asked_by foreign key (asked_by) references "user" (id),
    constraint ck_desk_batch_channel check (channel in ('einvoice', 'email', 'print'))
);
create index ix_desk_batch_workspace_id_asked_by on desk_batch (workspace_id, asked_by, asked_at);
create table desk_batch_item (
    workspace_id uuid not null,
    batch_id uuid not null,
    written_id uuid not null,
    author_id uuid not null,
    place bigint not null,
    shown text not null,
    state text not null,
    reasons jsonb not null,
    constraint pk_desk_batch_item primary key (workspace_id, batch_id, written_id),
    constraint fk_desk_batch_item_workspace_id_batch_id
        foreign key (workspace_id, batch_id) references desk_batch (workspace_id, id),
    constraint fk_desk_batch_item_workspace_id_written_id
        foreign key (workspace_id, written_id) references written_request (workspace_id, id),
    constraint fk_desk_batch_item_author_id foreign key (author_id) references "user" (id),
    constraint ck_desk_batch_item_state check (state in ('waiting', 'sent', 'refused'))
);
create unique index uq_desk_batch_item_waiting on desk_batch_item (workspace_id, written_id) where state = 'waiting'
"""


def upgrade() -> None:
    """Make the tables; nothing in them is an author's, and what is about their invoice is all that they could see."""
    for statement in TABLES.split(";\n"):
        op.execute(statement)
    for table, author in (("desk_batch", "asked_by"), ("desk_batch_item", "author_id")):
        for statement in of_workspace(table, grants="select, insert, update", author=author):
            op.execute(statement)


def downgrade() -> None:
    """Remove them."""
    op.execute("drop table desk_batch_item")
    op.execute("drop table desk_batch")
