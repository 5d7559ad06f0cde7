"""Terms in full: records of acceptance with the authority shown, notice of new versions, and which stream came first."""

from alembic import op

from migrations.functions import of_system
from migrations.row_security import ACTING, VISIBLE, secured

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = """
create table acceptance_record (
    workspace_id uuid not null,
    id uuid not null,
    user_id uuid not null,
    firm_id uuid,
    accepted_at timestamptz not null,
    language text not null,
    content jsonb not null,
    evidence_file_id uuid,
    pdf_file_id uuid,
    seal_file_id uuid,
    made_at timestamptz,
    constraint pk_acceptance_record primary key (workspace_id, id),
    constraint fk_acceptance_record_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_acceptance_record_user_id foreign key (user_id) references "user" (id),
    constraint fk_acceptance_record_firm_id foreign key (firm_id) references firm (id),
    constraint fk_acceptance_record_workspace_id_evidence_file_id
        foreign key (workspace_id, evidence_file_id) references file (workspace_id, id),
    constraint fk_acceptance_record_workspace_id_pdf_file_id
        foreign key (workspace_id, pdf_file_id) references file (workspace_id, id),
    constraint fk_acceptance_record_workspace_id_seal_file_id
        foreign key (workspace_id, seal_file_id) references file (workspace_id, id),
    constraint ck_acceptance_record_made check ((pdf_file_id is null) = (made_at is null)
        and (seal_file_id is null) = (made_at is null))
);
alter table acceptance add column record_id uuid not null;
alter table acceptance add constraint fk_acceptance_workspace_id_record_id
    foreign key (workspace_id, record_id) references acceptance_record (workspace_id, id);
alter table stream add column opened_at timestamptz not null default now();
"""

# The record of an acceptance is evidence for both sides: a firm keeps those of the time in which it worked there, but
# for those that tell of another firm, and the files that belong to them. Nothing else of the books.
KEPT = VISIBLE.format(column="workspace_id") + (
    " or exists (select from collaboration c where c.workspace_id = acceptance_record.workspace_id"
    " and c.firm_id = any((select visible_firms())::uuid[])"
    " and acceptance_record.accepted_at >= c.activated_at"
    " and acceptance_record.accepted_at <= coalesce(c.ended_at, 'infinity')"
    " and (acceptance_record.firm_id is null or acceptance_record.firm_id = c.firm_id))"
)
OPEN = """
grant select, insert, update on acceptance_record to samla_app;
create policy file_of_record on file for select using (exists (select from acceptance_record r
    where r.workspace_id = file.workspace_id
      and (file.id = r.pdf_file_id or file.id = r.seal_file_id or file.id = r.evidence_file_id)));
"""

# One task for each admin of a subscribed workspace and each version that asks for consent anew: a mail when it is
# published, and another a week before it counts. The task's key is the version and the person.
ASK = """
create function ask_for_terms_notice(of_kind text, of_version bigint, at timestamptz) returns bigint
language sql security definer set search_path = pg_catalog, public
begin atomic
    with version as (
        select t.in_force_from from terms t
        where t.kind = of_kind and t.version = of_version and t.renewed_consent limit 1
    ), letters as (
        select m.workspace_id, m.user_id, letter.name, letter.due
        from version v
        cross join lateral (values ('published', at), ('week', v.in_force_from - interval '7 days')) as letter (name, due)
        join workspace_membership m on m.role = 'admin' and m.ended_at is null
        where letter.due >= at
          and exists (select from acceptance a where a.workspace_id = m.workspace_id and a.kind = of_kind)
          and exists (
              select from agreement g where g.workspace_id = m.workspace_id and g.state in ('active', 'ending'))
    ), asked as (
        insert into task (scope_id, id, scope_kind, kind, key, ids, state, run_at, rung_at)
        select l.workspace_id, gen_random_uuid(), 'workspace', 'tell_new_terms',
               of_kind || ':' || of_version || ':' || l.name || ':' || l.user_id,
               jsonb_build_object('user_id', l.user_id, 'kind', of_kind, 'version', of_version::text),
               'ready', l.due, l.due
        from letters l
        on conflict (scope_id, kind, key) do nothing
        returning 1
    )
    select count(*) from asked;
end
"""
FUNCTION = "ask_for_terms_notice(text, bigint, timestamptz)"


def upgrade() -> None:
    """Make the table, the columns and the function."""
    op.execute(TABLES)
    security = secured("acceptance_record", see=KEPT, write=ACTING.format(column="workspace_id"))
    for statement in [*security, OPEN, *of_system({FUNCTION: ASK})]:
        op.execute(statement)


def downgrade() -> None:
    """Remove them."""
    op.execute(f"drop function {FUNCTION}")
    op.execute("alter table stream drop column opened_at")
    op.execute("alter table acceptance drop column record_id cascade")
    op.execute("drop policy file_of_record on file")
    op.execute("drop table acceptance_record")
