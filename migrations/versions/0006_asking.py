"""Asking the client: conversations, due diligence, saved views."""

from alembic import op

from migrations.functions import of_system
from migrations.row_security import known_to_system, of_firm, of_person, of_workspace

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = """
create table conversation (
    workspace_id uuid not null,
    id uuid not null,
    about_kind text not null,
    about_id uuid not null,
    about_label text not null,
    subject text not null,
    state text not null,
    asked_side text not null,
    author_id uuid,
    started_by uuid not null,
    started_at timestamptz not null,
    assigned_to uuid,
    due_on date,
    last_message_at timestamptz not null,
    last_message_by uuid not null,
    closed_at timestamptz,
    closed_by uuid,
    constraint pk_conversation primary key (workspace_id, id),
    constraint fk_conversation_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_conversation_author_id foreign key (author_id) references "user" (id),
    constraint fk_conversation_started_by foreign key (started_by) references "user" (id),
    constraint fk_conversation_assigned_to foreign key (assigned_to) references "user" (id),
    constraint fk_conversation_last_message_by foreign key (last_message_by) references "user" (id),
    constraint fk_conversation_closed_by foreign key (closed_by) references "user" (id),
    constraint ck_conversation_about_kind check (about_kind in ('client', 'customer', 'request', 'written', 'invoice', 'payment')),
    constraint ck_conversation_state check (state in ('open', 'answered', 'closed')),
    constraint ck_conversation_asked_side check (asked_side in ('firm', 'client')),
    constraint ck_conversation_closed check ((state = 'closed') = (closed_at is not null))
);
create index ix_conversation_workspace_id_state on conversation (workspace_id, state);
create index ix_conversation_workspace_id_about_id on conversation (workspace_id, about_id);
create table conversation_message (
    workspace_id uuid not null,
    id uuid not null,
    conversation_id uuid not null,
    written_at timestamptz not null,
    user_id uuid not null,
    who text not null,
    side text not null,
    body text not null,
    constraint pk_conversation_message primary key (workspace_id, id),
    constraint fk_conversation_message_workspace_id_conversation_id
        foreign key (workspace_id, conversation_id) references conversation (workspace_id, id),
    constraint fk_conversation_message_user_id foreign key (user_id) references "user" (id),
    constraint ck_conversation_message_side check (side in ('firm', 'client'))
);
create index ix_conversation_message_workspace_id_conversation_id
    on conversation_message (workspace_id, conversation_id, written_at);
create table conversation_attachment (
    workspace_id uuid not null,
    id uuid not null,
    conversation_id uuid not null,
    message_id uuid not null,
    file_id uuid not null,
    constraint pk_conversation_attachment primary key (workspace_id, id),
    constraint fk_conversation_attachment_workspace_id_conversation_id
        foreign key (workspace_id, conversation_id) references conversation (workspace_id, id),
    constraint fk_conversation_attachment_workspace_id_message_id
        foreign key (workspace_id, message_id) references conversation_message (workspace_id, id),
    constraint fk_conversation_attachment_workspace_id_file_id
        foreign key (workspace_id, file_id) references file (workspace_id, id)
);
create index ix_conversation_attachment_workspace_id_conversation_id
    on conversation_attachment (workspace_id, conversation_id);
create table conversation_reading (
    workspace_id uuid not null,
    conversation_id uuid not null,
    user_id uuid not null,
    read_at timestamptz not null,
    constraint pk_conversation_reading primary key (workspace_id, conversation_id, user_id),
    constraint fk_conversation_reading_workspace_id_conversation_id
        foreign key (workspace_id, conversation_id) references conversation (workspace_id, id),
    constraint fk_conversation_reading_user_id foreign key (user_id) references "user" (id)
);
create table digest (
    user_id uuid not null,
    day date not null,
    state text not null,
    as_of timestamptz not null,
    begun_by uuid not null,
    constraint pk_digest primary key (user_id, day),
    constraint fk_digest_user_id foreign key (user_id) references "user" (id),
    constraint ck_digest_state check (state in ('sending', 'sent', 'failed', 'unknown', 'nothing'))
);
create table firm_file (
    firm_id uuid not null,
    id uuid not null,
    name text not null,
    media_type text not null,
    size bigint not null,
    sha256 text not null,
    content bytea not null,
    created_at timestamptz not null,
    constraint pk_firm_file primary key (firm_id, id),
    constraint fk_firm_file_firm_id foreign key (firm_id) references firm (id)
);
alter table firm_file alter column content set storage external;
create table due_diligence (
    firm_id uuid not null,
    id uuid not null,
    client_id uuid not null,
    done_by uuid not null,
    done_on date not null,
    risk text not null,
    renews_on date not null,
    note text not null,
    recorded_by uuid not null,
    recorded_at timestamptz not null,
    constraint pk_due_diligence primary key (firm_id, id),
    constraint fk_due_diligence_firm_id_client_id foreign key (firm_id, client_id) references client (firm_id, id),
    constraint fk_due_diligence_firm_id_done_by
        foreign key (firm_id, done_by) references firm_membership (firm_id, user_id),
    constraint fk_due_diligence_recorded_by foreign key (recorded_by) references "user" (id),
    constraint ck_due_diligence_risk check (risk in ('low', 'normal', 'high')),
    constraint ck_due_diligence_renewal check (renews_on > done_on)
);
create index ix_due_diligence_firm_id_client_id on due_diligence (firm_id, client_id, done_on);
create table due_diligence_file (
    firm_id uuid not null,
    id uuid not null,
    diligence_id uuid not null,
    file_id uuid not null,
    constraint pk_due_diligence_file primary key (firm_id, id),
    constraint fk_due_diligence_file_firm_id_diligence_id
        foreign key (firm_id, diligence_id) references due_diligence (firm_id, id),
    constraint fk_due_diligence_file_firm_id_file_id
        foreign key (firm_id, file_id) references firm_file (firm_id, id)
);
create index ix_due_diligence_file_firm_id_diligence_id on due_diligence_file (firm_id, diligence_id);
create table diligence_rule (
    firm_id uuid not null,
    mode text not null,
    changed_by uuid not null,
    changed_at timestamptz not null,
    constraint pk_diligence_rule primary key (firm_id),
    constraint fk_diligence_rule_firm_id foreign key (firm_id) references firm (id),
    constraint fk_diligence_rule_changed_by foreign key (changed_by) references "user" (id),
    constraint ck_diligence_rule_mode check (mode in ('off', 'remind', 'block'))
);
create table saved_view (
    user_id uuid not null,
    id uuid not null,
    list text not null,
    name text not null,
    query text not null,
    is_default boolean not null,
    created_at timestamptz not null,
    constraint pk_saved_view primary key (user_id, id),
    constraint uq_saved_view_user_id_list_name unique (user_id, list, name),
    constraint fk_saved_view_user_id foreign key (user_id) references "user" (id)
);
create unique index uq_saved_view_default on saved_view (user_id, list) where is_default;
"""

# Whom a digest may concern: a workspace's people, and of the firm those on the engagement with who covers for them.
PEOPLE_TO_TELL = """
create function people_to_tell(of_workspace uuid) returns table (user_id uuid)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select m.user_id from workspace_membership m where m.workspace_id = of_workspace and m.ended_at is null
    union
    select s.user_id
        from collaboration c
        join engagement_member e on e.firm_id = c.firm_id and e.engagement_id = c.engagement_id
        join firm_membership s on s.firm_id = c.firm_id and s.ended_at is null and (s.user_id = e.user_id or exists (
            select from cover v where v.firm_id = c.firm_id and v.away_id = e.user_id and v.stand_in_id = s.user_id
              and v.from_at <= now() and now() < v.until_at))
        where c.workspace_id = of_workspace and c.state in ('active', 'ending');
end
"""

# Which workspaces of a person wait for the due diligence of a firm that says so: missing, or past its renewal. The
# newest record counts. The day is UTC's, so it never begins before the firm's own.
DILIGENCE = """
create function withheld_by_diligence(person uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select c.workspace_id
        from diligence_rule r
        join collaboration c on c.firm_id = r.firm_id and c.state in ('active', 'ending')
        join engagement e on e.firm_id = c.firm_id and e.id = c.engagement_id
        where r.mode = 'block'
          and (exists (select from firm_membership m
                       where m.firm_id = r.firm_id and m.user_id = person and m.ended_at is null)
               or exists (select from workspace_membership m
                          where m.workspace_id = c.workspace_id and m.user_id = person and m.ended_at is null))
          and not coalesce((select d.renews_on >= current_date from due_diligence d
                            where d.firm_id = e.firm_id and d.client_id = e.client_id
                            order by d.done_on desc, d.recorded_at desc limit 1), false);
end
"""
FUNCTIONS = {"people_to_tell(uuid)": PEOPLE_TO_TELL, "withheld_by_diligence(uuid)": DILIGENCE}


def security() -> list[str]:
    """Return the statements that give each table its policies and grants; an author sees what they began or what concerns them."""
    theirs = (
        "(select coalesce(c.author_id, c.started_by) from conversation c where c.workspace_id = {table}.workspace_id"
        " and c.id = {table}.conversation_id)"
    )
    inner = {"conversation_message": "select, insert", "conversation_attachment": "select, insert"}
    inner["conversation_reading"] = "select, insert, update"
    return [
        *of_workspace("conversation", grants="select, insert, update", author="coalesce(author_id, started_by)"),
        *(
            statement
            for table, grants in inner.items()
            for statement in of_workspace(table, grants=grants, author=theirs.format(table=table))
        ),
        *of_person("digest", grants="select, insert, update"),
        *of_firm("firm_file", grants="select, insert"),
        *of_firm("due_diligence", grants="select, insert"),
        *of_firm("due_diligence_file", grants="select, insert"),
        *of_firm("diligence_rule", grants="select, insert, update"),
        *of_person("saved_view", grants="select, insert, update, delete"),
        *known_to_system("due_diligence", grants="select"),
        *known_to_system("diligence_rule", grants="select"),
        *known_to_system("engagement", grants="select"),
    ]


def upgrade() -> None:
    """Make the tables."""
    op.execute(TABLES)
    for statement in [*security(), *of_system(FUNCTIONS)]:
        op.execute(statement)


def downgrade() -> None:
    """Remove them."""
    for signature in FUNCTIONS:
        op.execute(f"drop function {signature}")
    op.execute("drop policy engagement_system_select on engagement")
    op.execute("revoke select on engagement from samla_system")
    tables = (
        "saved_view diligence_rule due_diligence_file due_diligence firm_file digest conversation_reading"
        " conversation_attachment conversation_message conversation"
    )
    for table in tables.split():
        op.execute(f"drop table {table}")
