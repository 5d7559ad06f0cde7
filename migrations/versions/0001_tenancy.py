"""Who: companies, firms, workspaces, people, what they agreed, the outbox and the journal."""

from alembic import op

from migrations.functions import of_system
from migrations.row_security import FIRM_ACTING, FIRM_VISIBLE, VISIBLE, known_to_system, of_both, of_firm, of_workspace, secured

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SCOPE = """
create function visible_workspaces() returns uuid[] language sql stable parallel safe
    return string_to_array(nullif(current_setting('samla.visible', true), ''), ',')::uuid[];
create function first_visible_workspace() returns uuid language sql stable parallel safe
    return nullif(split_part(current_setting('samla.visible', true), ',', 1), '')::uuid;
create function visible_firms() returns uuid[] language sql stable parallel safe
    return string_to_array(nullif(current_setting('samla.firms', true), ''), ',')::uuid[];
create function acting_workspace() returns uuid language sql stable parallel safe
    return nullif(current_setting('samla.acting', true), '')::uuid;
create function acting_firm() returns uuid language sql stable parallel safe
    return nullif(current_setting('samla.firm', true), '')::uuid;
create function acting_user() returns uuid language sql stable parallel safe
    return nullif(current_setting('samla.user', true), '')::uuid;
create function confined_author() returns uuid language sql stable parallel safe
    return nullif(current_setting('samla.author', true), '')::uuid;
"""

TABLES = """
create table company (
    id uuid not null,
    country text not null,
    business_id text not null,
    name text not null,
    created_at timestamptz not null,
    constraint pk_company primary key (id),
    constraint uq_company_country_business_id unique (country, business_id),
    constraint ck_company_country check (country in ('FI', 'SE', 'NO', 'DK'))
);
create table "user" (
    id uuid not null,
    email text not null,
    name text not null,
    language text not null,
    theme text not null,
    password_hash text,
    totp_secret bytea,
    totp_step bigint,
    passkeys smallint not null default 0,
    created_at timestamptz not null,
    disabled_at timestamptz,
    constraint pk_user primary key (id),
    constraint uq_user_email unique (email),
    constraint ck_user_email check (email = lower(email)),
    constraint ck_user_language check (language in ('fi', 'sv', 'nb', 'da', 'en')),
    constraint ck_user_theme check (theme in ('auto', 'light', 'dark'))
);
create table session (
    hash bytea not null,
    id uuid not null,
    user_id uuid not null,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null,
    proven_at timestamptz,
    confirmed_at timestamptz not null,
    revoked_at timestamptz,
    address text not null,
    agent text not null,
    constraint pk_session primary key (hash),
    constraint fk_session_user_id foreign key (user_id) references "user" (id)
);
create index ix_session_user_id on session (user_id);
create table firm (
    id uuid not null,
    company_id uuid not null,
    email text not null,
    street text not null default '',
    postal_code text not null default '',
    city text not null default '',
    vat_id text,
    einvoice_scheme text,
    einvoice_address text,
    einvoice_operator text,
    created_at timestamptz not null,
    constraint pk_firm primary key (id),
    constraint uq_firm_company_id unique (company_id),
    constraint fk_firm_company_id foreign key (company_id) references company (id)
);
create table workspace (
    id uuid not null,
    company_id uuid not null,
    created_at timestamptz not null,
    constraint pk_workspace primary key (id),
    constraint uq_workspace_company_id unique (company_id),
    constraint fk_workspace_company_id foreign key (company_id) references company (id)
);
create table firm_membership (
    firm_id uuid not null,
    user_id uuid not null,
    role text not null,
    created_at timestamptz not null,
    ended_at timestamptz,
    constraint pk_firm_membership primary key (firm_id, user_id),
    constraint fk_firm_membership_firm_id foreign key (firm_id) references firm (id),
    constraint fk_firm_membership_user_id foreign key (user_id) references "user" (id),
    constraint ck_firm_membership_role check (role in ('owner', 'manager', 'accountant', 'assistant', 'auditor'))
);
create index ix_firm_membership_user_id on firm_membership (user_id);
create table workspace_membership (
    workspace_id uuid not null,
    user_id uuid not null,
    role text not null,
    created_at timestamptz not null,
    ended_at timestamptz,
    constraint pk_workspace_membership primary key (workspace_id, user_id),
    constraint fk_workspace_membership_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_workspace_membership_user_id foreign key (user_id) references "user" (id),
    constraint ck_workspace_membership_role check (role in ('admin', 'editor', 'viewer', 'author'))
);
create index ix_workspace_membership_user_id on workspace_membership (user_id);
create table client (
    firm_id uuid not null,
    id uuid not null,
    company_id uuid not null,
    contact_name text not null,
    contact_email text not null,
    contact_phone text not null,
    language text not null,
    created_at timestamptz not null,
    constraint pk_client primary key (firm_id, id),
    constraint uq_client_firm_id_company_id unique (firm_id, company_id),
    constraint fk_client_firm_id foreign key (firm_id) references firm (id),
    constraint fk_client_company_id foreign key (company_id) references company (id)
);
create table engagement (
    firm_id uuid not null,
    id uuid not null,
    client_id uuid not null,
    name text not null,
    created_at timestamptz not null,
    constraint pk_engagement primary key (firm_id, id),
    constraint fk_engagement_firm_id foreign key (firm_id) references firm (id),
    constraint fk_engagement_firm_id_client_id foreign key (firm_id, client_id) references client (firm_id, id)
);
create table engagement_member (
    firm_id uuid not null,
    engagement_id uuid not null,
    user_id uuid not null,
    constraint pk_engagement_member primary key (firm_id, engagement_id, user_id),
    constraint fk_engagement_member_firm_id_engagement_id
        foreign key (firm_id, engagement_id) references engagement (firm_id, id),
    constraint fk_engagement_member_firm_id_user_id
        foreign key (firm_id, user_id) references firm_membership (firm_id, user_id)
);
create table cover (
    firm_id uuid not null,
    id uuid not null,
    away_id uuid not null,
    stand_in_id uuid not null,
    first_day date not null,
    last_day date not null,
    from_at timestamptz not null,
    until_at timestamptz not null,
    arranged_by uuid not null,
    arranged_at timestamptz not null,
    constraint pk_cover primary key (firm_id, id),
    constraint fk_cover_firm_id_away_id
        foreign key (firm_id, away_id) references firm_membership (firm_id, user_id),
    constraint fk_cover_firm_id_stand_in_id
        foreign key (firm_id, stand_in_id) references firm_membership (firm_id, user_id),
    constraint fk_cover_arranged_by foreign key (arranged_by) references "user" (id),
    constraint ck_cover_days check (first_day <= last_day),
    constraint ck_cover_people check (away_id <> stand_in_id)
);
create index ix_cover_firm_id_stand_in_id on cover (firm_id, stand_in_id);
create table terms (
    id uuid not null,
    kind text not null,
    version bigint not null,
    language text not null,
    title text not null,
    body text not null,
    sha256 text not null,
    in_force_from timestamptz not null,
    renewed_consent boolean not null,
    constraint pk_terms primary key (id),
    constraint uq_terms_kind_version_language unique (kind, version, language),
    constraint ck_terms_kind check
        (kind in ('terms_of_service', 'data_processing', 'mandate_to_invoice', 'mandate_to_remind')),
    constraint ck_terms_first check (version > 1 or renewed_consent)
);
create table agreement (
    workspace_id uuid not null,
    id uuid not null,
    firm_id uuid not null,
    variant text not null,
    months smallint not null,
    payer text not null,
    price_minor bigint not null,
    currency text not null,
    notice_days smallint not null,
    state text not null,
    created_at timestamptz not null,
    starts_on date,
    renews_on date,
    constraint pk_agreement primary key (workspace_id, id),
    constraint fk_agreement_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_agreement_firm_id foreign key (firm_id) references firm (id),
    constraint ck_agreement_variant check (variant in ('invoice', 'start', 'smart', 'pro')),
    constraint ck_agreement_months check (months in (3, 12)),
    constraint ck_agreement_payer check (payer in ('firm', 'client')),
    constraint ck_agreement_state check (state in ('proposed', 'active', 'ending', 'ended', 'lapsed')),
    constraint ck_agreement_started check (state not in ('active', 'ending') or (starts_on is not null and renews_on is not null))
);
create unique index uq_agreement_subscribed on agreement (workspace_id) where state in ('active', 'ending');
create table collaboration (
    workspace_id uuid not null,
    id uuid not null,
    firm_id uuid not null,
    engagement_id uuid not null,
    agreement_id uuid not null,
    state text not null,
    invited_by uuid not null,
    invited_at timestamptz not null,
    activated_at timestamptz,
    ended_at timestamptz,
    constraint pk_collaboration primary key (workspace_id, id),
    constraint fk_collaboration_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_collaboration_firm_id_engagement_id
        foreign key (firm_id, engagement_id) references engagement (firm_id, id),
    constraint fk_collaboration_workspace_id_agreement_id
        foreign key (workspace_id, agreement_id) references agreement (workspace_id, id),
    constraint fk_collaboration_invited_by foreign key (invited_by) references "user" (id),
    constraint ck_collaboration_state check
        (state in ('invited', 'active', 'ending', 'ended', 'declined', 'withdrawn', 'expired'))
);
create index ix_collaboration_firm_id_state on collaboration (firm_id, state);
create unique index uq_collaboration_open on collaboration (workspace_id, firm_id)
    where state in ('invited', 'active', 'ending');
create table invitation (
    workspace_id uuid not null,
    id uuid not null,
    firm_id uuid not null,
    collaboration_id uuid not null,
    email text not null,
    name text not null,
    language text not null,
    hash bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    withdrawn_at timestamptz,
    constraint pk_invitation primary key (workspace_id, id),
    constraint uq_invitation_workspace_id_hash unique (workspace_id, hash),
    constraint fk_invitation_workspace_id_collaboration_id
        foreign key (workspace_id, collaboration_id) references collaboration (workspace_id, id)
);
create index ix_invitation_hash on invitation (hash);
create table acceptance (
    workspace_id uuid not null,
    id uuid not null,
    terms_id uuid not null,
    kind text not null,
    version bigint not null,
    sha256 text not null,
    user_id uuid not null,
    accepted_at timestamptz not null,
    address text not null,
    authority text not null,
    constraint pk_acceptance primary key (workspace_id, id),
    constraint uq_acceptance_workspace_id_kind_version unique (workspace_id, kind, version),
    constraint fk_acceptance_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_acceptance_terms_id foreign key (terms_id) references terms (id),
    constraint fk_acceptance_user_id foreign key (user_id) references "user" (id),
    constraint ck_acceptance_authority check (authority in ('signatory', 'power_of_attorney'))
);
create table file (
    workspace_id uuid not null,
    id uuid not null,
    name text not null,
    media_type text not null,
    size bigint not null,
    sha256 text not null,
    content bytea not null,
    created_at timestamptz not null,
    retain_until date,
    constraint pk_file primary key (workspace_id, id),
    constraint fk_file_workspace_id foreign key (workspace_id) references workspace (id)
);
alter table file alter column content set storage external;
create table task (
    scope_id uuid not null,
    id uuid not null,
    scope_kind text not null,
    kind text not null,
    key text not null,
    ids jsonb not null,
    state text not null,
    created_at timestamptz not null default now(),
    run_at timestamptz not null default now(),
    rung_at timestamptz not null default now(),
    attempts smallint not null default 0,
    max_attempts smallint not null default 8,
    lease_until timestamptz,
    fence bigint not null default 0,
    done_at timestamptz,
    problem text,
    constraint pk_task primary key (scope_id, id),
    constraint uq_task_scope_id_kind_key unique (scope_id, kind, key),
    constraint ck_task_scope_kind check (scope_kind in ('workspace', 'firm')),
    constraint ck_task_state check (state in ('ready', 'running', 'done', 'dead')),
    constraint ck_task_leased check ((state = 'running') = (lease_until is not null))
);
create index ix_task_due on task (run_at) where state = 'ready';
create index ix_task_leased on task (lease_until) where state = 'running';
create table journal (
    scope_id uuid not null,
    id uuid not null,
    scope_kind text not null,
    at timestamptz not null,
    user_id uuid,
    who text not null,
    firm_id uuid,
    act text not null,
    about_kind text not null,
    about_id uuid,
    before jsonb,
    after jsonb,
    constraint pk_journal primary key (scope_id, id),
    constraint ck_journal_scope_kind check (scope_kind in ('workspace', 'firm'))
);
create index ix_journal_scope_id_at on journal (scope_id, at);
create index ix_journal_scope_id_about_id_at on journal (scope_id, about_id, at);
"""

EITHER = (
    "({column} = any((select visible_workspaces())::uuid[]) or {column} = any((select visible_firms())::uuid[]))"
).replace("{column}", "scope_id")
EITHER_ACTING = "(scope_id = (select acting_workspace()) or scope_id = (select acting_firm()))"

OPEN = """
grant select, insert on company to samla_app;
grant update (name) on company to samla_app;
grant select, insert, update on "user" to samla_app;
grant select, insert, update, delete on session to samla_app;
grant select, insert on terms to samla_app;
grant select on alembic_version to samla_app;
"""

WORKSPACE_SEEN = (
    VISIBLE.format(column="id")
    + " or exists (select from collaboration c where c.workspace_id = workspace.id"
    " and c.firm_id = any((select visible_firms())::uuid[]))"
)

# A client's people see which firm works for them, and on what.
FIRM_SEEN = (
    FIRM_VISIBLE.format(column="id")
    + " or exists (select from collaboration c where c.firm_id = firm.id"
    " and c.workspace_id = any((select visible_workspaces())::uuid[]))"
)
ENGAGEMENT_SEEN = (
    FIRM_VISIBLE.format(column="firm_id")
    + " or exists (select from collaboration c where c.firm_id = engagement.firm_id and c.engagement_id = engagement.id"
    " and c.workspace_id = any((select visible_workspaces())::uuid[]))"
)
# A firm sees what it proposed; once that is in force, only while it works there: the plan of a client that has left it,
# or of one that it only asks, is the client's alone.
AGREEMENT_SEEN = (
    VISIBLE.format(column="workspace_id")
    + " or "
    + FIRM_VISIBLE.format(column="firm_id")
    + " and (state in ('proposed', 'lapsed') or exists (select from collaboration c"
    " where c.workspace_id = agreement.workspace_id and c.firm_id = agreement.firm_id"
    " and c.state in ('active', 'ending')))"
)
AGREEMENT_WRITTEN = "workspace_id = (select acting_workspace()) or firm_id = (select acting_firm())"


def security() -> list[str]:
    """Return the statements that give each table its policies and grants."""
    return [
        *secured("firm", see=FIRM_SEEN, write="id = (select acting_firm())"),
        "grant select, insert, update on firm to samla_app",
        *secured("workspace", see=WORKSPACE_SEEN, write="id = (select acting_workspace())"),
        "create policy workspace_founded on workspace for insert with check ((select acting_firm()) is not null)",
        "grant select, insert on workspace to samla_app",
        *of_firm("firm_membership", grants="select, insert, update"),
        *of_workspace("workspace_membership", grants="select, insert, update"),
        *of_firm("client", grants="select, insert, update"),
        *secured("engagement", see=ENGAGEMENT_SEEN, write=FIRM_ACTING.format(column="firm_id")),
        "grant select, insert, update on engagement to samla_app",
        *of_firm("engagement_member", grants="select, insert, delete"),
        *of_firm("cover", grants="select, insert, update"),
        *secured("agreement", see=AGREEMENT_SEEN, write=AGREEMENT_WRITTEN),
        "grant select, insert, update on agreement to samla_app",
        *of_both("collaboration", grants="select, insert, update"),
        *of_both("invitation", grants="select, insert, update"),
        *of_workspace("acceptance", grants="select, insert"),
        *of_workspace("file", grants="select, insert"),
        *secured("task", see=EITHER, write=EITHER_ACTING),
        "grant select, insert, update on task to samla_app",
        *secured("journal", see=EITHER, write=EITHER_ACTING),
        "grant select, insert on journal to samla_app",
        *known_to_system("task", grants="select, update"),
        *known_to_system("firm", grants="select"),
        *known_to_system("workspace", grants="select"),
        *known_to_system("firm_membership", grants="select"),
        *known_to_system("workspace_membership", grants="select"),
        *known_to_system("collaboration", grants="select"),
        *known_to_system("engagement_member", grants="select"),
        *known_to_system("cover", grants="select"),
        *known_to_system("agreement", grants="select"),
        *known_to_system("acceptance", grants="select"),
        *known_to_system("invitation", grants="select"),
        "grant select on company, terms to samla_system",
    ]


# What must be known before a scope is: owned by samla_system, each with the policies above.
FUNCTIONS = {
    "sweep_tasks(integer, integer)": """
create function sweep_tasks(at_most integer, at_most_per_scope integer)
returns table (scope_kind text, scope_id uuid, id uuid, kind text)
language sql security definer set search_path = pg_catalog, public
begin atomic
    update task set state = 'dead', lease_until = null, problem = coalesce(task.problem, 'the worker died')
        where task.state = 'running' and task.lease_until < now() and task.attempts >= task.max_attempts;
    update task set rung_at = now() + interval '5 seconds'
        from (
            select due.scope_id, due.id from (
                select t.scope_id, t.id, t.run_at,
                       row_number() over (partition by t.scope_id order by t.run_at, t.created_at) as place
                from task t
                where t.rung_at <= now()
                  and ((t.state = 'ready' and t.run_at <= now()) or (t.state = 'running' and t.lease_until < now()))
            ) due where due.place <= at_most_per_scope order by due.place, due.run_at limit at_most
        ) chosen
        where task.scope_id = chosen.scope_id and task.id = chosen.id
        returning task.scope_kind, task.scope_id, task.id, task.kind;
end
""",
    "access_of(uuid)": """
create function access_of(person uuid)
returns table (kind text, firm_id uuid, workspace_id uuid, role text, state text, variant text, terms text, mandated boolean)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select 'firm', m.firm_id, null::uuid, m.role, null::text, null::text, null::text, null::boolean
        from firm_membership m where m.user_id = person and m.ended_at is null
    union all
    select 'workspace', null::uuid, m.workspace_id, m.role, null::text, a.variant, terms_standing(m.workspace_id), remind_mandated(m.workspace_id)
        from workspace_membership m
        left join agreement a on a.workspace_id = m.workspace_id and a.state in ('active', 'ending')
        where m.user_id = person and m.ended_at is null
    union all
    select 'own', f.id, w.id, m.role, null::text, 'pro', 'accepted', true
        from firm_membership m
        join firm f on f.id = m.firm_id
        join workspace w on w.company_id = f.company_id
        where m.user_id = person and m.ended_at is null
    union all
    select 'staff', c.firm_id, c.workspace_id, m.role, c.state, a.variant, terms_standing(c.workspace_id), remind_mandated(c.workspace_id)
        from firm_membership m
        join collaboration c on c.firm_id = m.firm_id and c.state in ('active', 'ending')
        left join agreement a on a.workspace_id = c.workspace_id and a.state in ('active', 'ending')
        where m.user_id = person and m.ended_at is null
          and (m.role in ('owner', 'manager', 'auditor') or exists (
              select from engagement_member e
              where e.firm_id = c.firm_id and e.engagement_id = c.engagement_id and (e.user_id = person or e.user_id in (
                  select v.away_id from cover v
                  where v.firm_id = m.firm_id and v.stand_in_id = person and v.from_at <= now() and now() < v.until_at))));
end
""",
    "invitation_by_hash(bytea)": """
create function invitation_by_hash(looked_for bytea)
returns table (workspace_id uuid, id uuid, firm_id uuid)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select i.workspace_id, i.id, i.firm_id from invitation i where i.hash = looked_for;
end
""",
    "company_standing(text, text)": """
create function company_standing(in_country text, looked_for text)
returns table (company_id uuid, workspace_id uuid, variant text, renews_on date)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select c.id, w.id, a.variant, a.renews_on
        from company c
        left join workspace w on w.company_id = c.id
        left join agreement a on a.workspace_id = w.id and a.state in ('active', 'ending')
        where c.country = in_country and c.business_id = looked_for;
end
""",
}

# Only called by access_of. Of each kind, the newest version in force that requires consent has to be accepted, or a
# newer one; the first version always requires it.
TERMS = {
    "terms_lapsed(uuid, text[])": """
create function terms_lapsed(of_workspace uuid, of_kinds text[]) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select exists (
        select from (
            select t.kind, max(t.version) as version from terms t
            where t.in_force_from <= now() and t.renewed_consent and t.kind = any(of_kinds)
            group by t.kind
        ) required
        where not exists (
            select from acceptance a
            where a.workspace_id = of_workspace and a.kind = required.kind and a.version >= required.version));
end
""",
    "terms_standing(uuid)": """
create function terms_standing(of_workspace uuid) returns text
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select case
        when not terms_lapsed(of_workspace, array['terms_of_service', 'data_processing', 'mandate_to_invoice']) then 'accepted'
        when exists (select from acceptance a where a.workspace_id = of_workspace and a.kind <> 'mandate_to_remind')
            then 'lapsed'
        else 'never' end;
end
""",
    "remind_mandated(uuid)": """
create function remind_mandated(of_workspace uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select exists (select from acceptance a where a.workspace_id = of_workspace and a.kind = 'mandate_to_remind')
        and not terms_lapsed(of_workspace, array['mandate_to_remind']);
end
""",
}


def upgrade() -> None:
    for part in (SCOPE, TABLES):
        op.execute(part)
    for statement in [*security(), *OPEN.strip().split("\n"), *of_system({**TERMS, **FUNCTIONS})]:
        op.execute(statement)
    op.execute("grant usage on schema public to samla_app")


def downgrade() -> None:
    for signature in [*FUNCTIONS, *reversed(TERMS)]:
        op.execute(f"drop function {signature}")
    tables = (
        'journal task file acceptance invitation collaboration agreement terms cover engagement_member engagement client '
        'workspace_membership firm_membership workspace firm session "user" company'
    )
    for table in tables.split():
        op.execute(f"drop table {table} cascade")
    for name in (
        "visible_workspaces", "first_visible_workspace", "visible_firms", "acting_workspace", "acting_firm", "acting_user",
        "confined_author",
    ):  # fmt: skip
        op.execute(f"drop function {name}()")
