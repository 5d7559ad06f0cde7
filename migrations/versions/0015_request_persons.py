"""The sealed personal ids of requests that bill ROT or RUT work."""

from alembic import op

from migrations.row_security import of_workspace

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLE = """
create table request_person (
    workspace_id uuid not null,
    request_id uuid not null,
    sealed_as uuid not null,
    sealed bytea not null,
    created_at timestamptz not null,
    constraint pk_request_person primary key (workspace_id, request_id),
    constraint fk_request_person_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_request_person_workspace_id_request_id
        foreign key (workspace_id, request_id) references billing_request (workspace_id, id)
)
"""


def upgrade() -> None:
    """Make the table; nobody changes a row of it, and an author sees none."""
    op.execute(TABLE)
    for statement in of_workspace("request_person", grants="select, insert", author="null::uuid"):
        op.execute(statement)


def downgrade() -> None:
    """Remove it."""
    op.execute("drop table request_person")
