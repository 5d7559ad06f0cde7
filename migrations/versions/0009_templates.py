"""Templates: how the documents of a stream look."""

from alembic import op

from migrations.row_security import of_workspace

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLE = """
create table stream_template (
    workspace_id uuid not null,
    stream_id uuid not null,
    logo text not null,
    logo_file_id uuid,
    accent text,
    design text not null,
    slip text not null,
    item_numbers boolean not null,
    enclosed text not null,
    foot jsonb not null default '{}',
    changed_at timestamptz not null,
    constraint pk_stream_template primary key (workspace_id, stream_id),
    constraint fk_stream_template_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_stream_template_workspace_id_stream_id
        foreign key (workspace_id, stream_id) references stream (workspace_id, id),
    constraint fk_stream_template_workspace_id_logo_file_id
        foreign key (workspace_id, logo_file_id) references file (workspace_id, id),
    constraint ck_stream_template_logo check (logo in ('company', 'own', 'none')),
    constraint ck_stream_template_own_logo check (logo <> 'own' or logo_file_id is not null),
    constraint ck_stream_template_design check (design in ('clear', 'dense', 'filled')),
    constraint ck_stream_template_enclosed check (enclosed in ('usual', 'ubl', 'factur_x')),
    constraint ck_stream_template_slip check (slip in ('usual', 'account', 'none'))
)
"""


def upgrade() -> None:
    """Make the table."""
    op.execute(TABLE)
    for statement in of_workspace("stream_template", grants="select, insert, update"):
        op.execute(statement)


def downgrade() -> None:
    """Remove it."""
    op.execute("drop table stream_template")
