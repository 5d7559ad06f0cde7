"""The sealed personal ids of invoices that people write in the portal, where they bill ROT or RUT work."""

from alembic import op

from migrations.row_security import of_workspace

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLE = """
create table written_person (
    workspace_id uuid not null,
    written_id uuid not null,
    author_id uuid not null,
    sealed bytea not null,
    created_at timestamptz not null,
    constraint pk_written_person primary key (workspace_id, written_id),
    constraint fk_written_person_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_written_person_workspace_id_written_id
        foreign key (workspace_id, written_id) references written_request (workspace_id, id),
    constraint fk_written_person_author_id foreign key (author_id) references "user" (id)
)
"""


def upgrade() -> None:
    """Make the table; an author sees those of their own, and one that is typed anew takes the place of the other."""
    op.execute(TABLE)
    for statement in of_workspace("written_person", grants="select, insert, delete", author="author_id"):
        op.execute(statement)


def downgrade() -> None:
    """Remove it."""
    op.execute("drop table written_person")
