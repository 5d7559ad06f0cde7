"""The service desk: invoices that people write in the portal, and how each workspace's desk works."""

from alembic import op

from migrations.row_security import of_workspace

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = """
create table desk_setting (
    workspace_id uuid not null,
    cut_off time not null,
    day_ends time not null,
    four_eyes boolean not null,
    changed_at timestamptz not null,
    constraint pk_desk_setting primary key (workspace_id),
    constraint fk_desk_setting_workspace_id foreign key (workspace_id) references workspace (id),
    constraint ck_desk_setting_times check (cut_off < day_ends)
);
create table written_request (
    workspace_id uuid not null,
    id uuid not null,
    written_by uuid not null,
    writers jsonb not null,
    typed jsonb not null,
    version bigint not null,
    state text not null,
    customer_id uuid,
    stream_id uuid,
    subject text not null,
    currency text not null,
    total_minor bigint,
    reasons jsonb not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    submitted_at timestamptz,
    place_at timestamptz,
    due_out_at timestamptz,
    claimed_by uuid,
    claimed_at timestamptz,
    returned_at timestamptz,
    sent_on_by uuid,
    sent_on_at timestamptz,
    conversation_id uuid,
    request_id uuid,
    invoice_id uuid,
    constraint pk_written_request primary key (workspace_id, id),
    constraint fk_written_request_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_written_request_written_by foreign key (written_by) references "user" (id),
    constraint fk_written_request_claimed_by foreign key (claimed_by) references "user" (id),
    constraint fk_written_request_sent_on_by foreign key (sent_on_by) references "user" (id),
    constraint fk_written_request_workspace_id_customer_id
        foreign key (workspace_id, customer_id) references customer (workspace_id, id),
    constraint fk_written_request_workspace_id_stream_id foreign key (workspace_id, stream_id) references stream (workspace_id, id),
    constraint fk_written_request_workspace_id_request_id
        foreign key (workspace_id, request_id) references billing_request (workspace_id, id),
    constraint fk_written_request_workspace_id_invoice_id foreign key (workspace_id, invoice_id) references invoice (workspace_id, id),
    constraint fk_written_request_workspace_id_conversation_id
        foreign key (workspace_id, conversation_id) references conversation (workspace_id, id),
    constraint ck_written_request_state check
        (state in ('draft', 'submitted', 'in_review', 'needs_correction', 'approved', 'invoiced', 'withdrawn')),
    constraint ck_written_request_claimed check ((state = 'in_review') = (claimed_by is not null)),
    constraint ck_written_request_submitted check (state in ('draft', 'withdrawn') or submitted_at is not null),
    constraint ck_written_request_invoice check ((state in ('approved', 'invoiced')) = (invoice_id is not null))
);
create index ix_written_request_workspace_id_changed_at on written_request (workspace_id, changed_at);
create index ix_written_request_waiting on written_request (workspace_id, place_at)
    where state in ('submitted', 'in_review');
"""


def upgrade() -> None:
    """Make the tables; an author sees what they wrote themselves."""
    op.execute(TABLES)
    for statement in (
        *of_workspace("desk_setting", grants="select, insert, update"),
        *of_workspace("written_request", grants="select, insert, update", author="written_by"),
    ):
        op.execute(statement)


def downgrade() -> None:
    """Remove them."""
    op.execute("drop table written_request")
    op.execute("drop table desk_setting")
