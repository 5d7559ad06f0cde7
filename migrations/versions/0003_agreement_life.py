"""Agreements over time: changes to come, notices given, periods charged; endings; who runs the platform."""

from alembic import op

from migrations.functions import of_system
from migrations.row_security import FIRM_ACTING, known_to_system, of_both, of_workspace, secured

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = """
alter table agreement add column payer_firm_id uuid;
alter table agreement add column anchored_on date;
alter table agreement add column months_counted integer not null default 0;
alter table agreement add column ends_on date;
alter table agreement add column next_price_minor bigint;
alter table agreement add constraint ck_agreement_payer_firm check ((payer = 'firm') = (payer_firm_id is not null));
alter table agreement add constraint ck_agreement_anchored check ((renews_on is null) = (anchored_on is null));
alter table agreement add constraint ck_agreement_ending check (state <> 'ending' or ends_on is not null);
create table agreement_change (
    workspace_id uuid not null,
    id uuid not null,
    agreement_id uuid not null,
    variant text,
    months smallint,
    payer text,
    payer_firm_id uuid,
    engagement_id uuid,
    collaboration_id uuid,
    takes_effect text not null,
    state text not null,
    asked_by uuid not null,
    asked_firm_id uuid,
    asked_at timestamptz not null,
    consent_of text,
    consent_firm_id uuid,
    consent_by uuid,
    consent_at timestamptz,
    settled_at timestamptz,
    settled_by uuid,
    reason text,
    effective_on date,
    credit_minor bigint,
    charge_minor bigint,
    constraint pk_agreement_change primary key (workspace_id, id),
    constraint fk_agreement_change_workspace_id_agreement_id
        foreign key (workspace_id, agreement_id) references agreement (workspace_id, id),
    constraint fk_agreement_change_workspace_id_collaboration_id
        foreign key (workspace_id, collaboration_id) references collaboration (workspace_id, id),
    constraint fk_agreement_change_asked_by foreign key (asked_by) references "user" (id),
    constraint fk_agreement_change_consent_by foreign key (consent_by) references "user" (id),
    constraint ck_agreement_change_variant check (variant in ('invoice', 'start', 'smart', 'pro')),
    constraint ck_agreement_change_months check (months in (3, 12)),
    constraint ck_agreement_change_payer check (payer in ('firm', 'client')),
    constraint ck_agreement_change_payer_firm check
        ((payer is not distinct from 'firm') = (payer_firm_id is not null)),
    constraint ck_agreement_change_takes_effect check (takes_effect in ('now', 'renewal', 'collaboration_end')),
    constraint ck_agreement_change_awaited check (takes_effect <> 'collaboration_end' or collaboration_id is not null),
    constraint ck_agreement_change_state check
        (state in ('waiting', 'agreed', 'applied', 'refused', 'withdrawn', 'lapsed')),
    constraint ck_agreement_change_consent_of check (consent_of in ('firm', 'client')),
    constraint ck_agreement_change_consented check
        (state not in ('agreed', 'applied') or consent_of is null or consent_at is not null),
    constraint ck_agreement_change_applied check ((state = 'applied') = (effective_on is not null))
);
create index ix_agreement_change_workspace_id_agreement_id on agreement_change (workspace_id, agreement_id, state);
create table agreement_notice (
    workspace_id uuid not null,
    id uuid not null,
    agreement_id uuid not null,
    renews_on date not null,
    days_before smallint not null,
    given_at timestamptz not null,
    constraint pk_agreement_notice primary key (workspace_id, id),
    constraint uq_agreement_notice_once
        unique (workspace_id, agreement_id, renews_on, days_before),
    constraint fk_agreement_notice_workspace_id_agreement_id
        foreign key (workspace_id, agreement_id) references agreement (workspace_id, id),
    constraint ck_agreement_notice_days_before check (days_before in (30, 7))
);
create table agreement_period (
    workspace_id uuid not null,
    id uuid not null,
    agreement_id uuid not null,
    kind text not null,
    first_on date not null,
    last_on date not null,
    variant text not null,
    months smallint not null,
    payer text not null,
    payer_firm_id uuid,
    amount_minor bigint not null,
    currency text not null,
    change_id uuid,
    credits_id uuid,
    written_at timestamptz not null,
    requested_at timestamptz,
    constraint pk_agreement_period primary key (workspace_id, id),
    constraint fk_agreement_period_workspace_id_agreement_id
        foreign key (workspace_id, agreement_id) references agreement (workspace_id, id),
    constraint fk_agreement_period_workspace_id_change_id
        foreign key (workspace_id, change_id) references agreement_change (workspace_id, id),
    constraint fk_agreement_period_workspace_id_credits_id
        foreign key (workspace_id, credits_id) references agreement_period (workspace_id, id),
    constraint ck_agreement_period_kind check (kind in ('period', 'rest', 'credit')),
    constraint ck_agreement_period_days check (first_on <= last_on),
    constraint ck_agreement_period_amount check (amount_minor >= 0),
    constraint ck_agreement_period_payer_firm check ((payer = 'firm') = (payer_firm_id is not null)),
    constraint ck_agreement_period_change check ((kind = 'period') = (change_id is null)),
    constraint ck_agreement_period_credits check ((kind = 'credit') = (credits_id is not null))
);
create unique index uq_agreement_period_once on agreement_period (workspace_id, agreement_id, first_on)
    where kind = 'period';
create unique index uq_agreement_period_change on agreement_period (workspace_id, change_id, kind)
    where kind <> 'period';
create table collaboration_ending (
    workspace_id uuid not null,
    id uuid not null,
    collaboration_id uuid not null,
    ends_on date not null,
    outcome text not null,
    asked_by uuid not null,
    asked_firm_id uuid,
    asked_at timestamptz not null,
    left_open jsonb not null,
    withdrawn_at timestamptz,
    done_at timestamptz,
    constraint pk_collaboration_ending primary key (workspace_id, id),
    constraint fk_collaboration_ending_workspace_id_collaboration_id
        foreign key (workspace_id, collaboration_id) references collaboration (workspace_id, id),
    constraint fk_collaboration_ending_asked_by foreign key (asked_by) references "user" (id),
    constraint ck_collaboration_ending_outcome check (outcome in ('continues', 'read_only'))
);
create unique index uq_collaboration_ending_open on collaboration_ending (workspace_id, collaboration_id)
    where withdrawn_at is null;
create table own_books (
    workspace_id uuid not null,
    firm_id uuid not null,
    opened_at timestamptz not null,
    constraint pk_own_books primary key (workspace_id),
    constraint uq_own_books_firm_id unique (firm_id),
    constraint fk_own_books_workspace_id foreign key (workspace_id) references workspace (id),
    constraint fk_own_books_firm_id foreign key (firm_id) references firm (id)
);
create table platform (
    only_one boolean not null default true,
    firm_id uuid not null,
    workspace_id uuid not null,
    constraint pk_platform primary key (only_one),
    constraint fk_platform_firm_id foreign key (firm_id) references firm (id),
    constraint fk_platform_workspace_id foreign key (workspace_id) references workspace (id),
    constraint ck_platform_only_one check (only_one)
);
"""

# Once a day for each tenant whose agreement is near its renewal or end: the task's key is the day in its country.
ASK = """
create function ask_for_agreement_work(at timestamptz) returns bigint
language sql security definer set search_path = pg_catalog, public
begin atomic
    with today as (
        select w.id as workspace_id,
               (at at time zone case c.country when 'FI' then 'Europe/Helsinki' when 'SE' then 'Europe/Stockholm'
                   when 'NO' then 'Europe/Oslo' else 'Europe/Copenhagen' end)::date as day
        from workspace w join company c on c.id = w.company_id
    ), due as (
        select distinct t.workspace_id, t.day from today t
        join agreement a on a.workspace_id = t.workspace_id and a.state in ('active', 'ending')
        where a.renews_on <= t.day
           or a.renews_on <= t.day + 30 and not exists (
               select from agreement_notice n
               where n.workspace_id = a.workspace_id and n.agreement_id = a.id and n.renews_on = a.renews_on
                   and n.days_before = case when a.renews_on <= t.day + 7 then 7 else 30 end
           )
        union
        select t.workspace_id, t.day from today t
        join collaboration_ending e on e.workspace_id = t.workspace_id
            and e.done_at is null and e.withdrawn_at is null and e.ends_on <= t.day
        union
        select t.workspace_id, t.day from today t
        join agreement_period p on p.workspace_id = t.workspace_id and p.requested_at is null
    ), asked as (
        insert into task (scope_id, id, scope_kind, kind, key, ids, state)
        select d.workspace_id, gen_random_uuid(), 'workspace', 'attend_agreement', to_char(d.day, 'YYYY-MM-DD'),
               '{}', 'ready'
        from due d
        on conflict (scope_id, kind, key) do nothing
        returning 1
    )
    select count(*) from asked;
end
"""
FUNCTION = "ask_for_agreement_work(timestamptz)"


def upgrade() -> None:
    """Make the tables."""
    op.execute(TABLES)
    for statement in [*security(), *of_system({FUNCTION: ASK})]:
        op.execute(statement)


def security() -> list[str]:
    """Return the statements that give each table its policies and grants; which firm runs the platform is no secret."""
    return [
        *of_workspace("agreement_change", grants="select, insert, update"),
        *of_workspace("agreement_notice", grants="select, insert"),
        *of_workspace("agreement_period", grants="select, insert, update"),
        *of_workspace("collaboration_ending", grants="select, insert, update"),
        *of_both("own_books", grants="select, insert"),
        *secured("platform", see="true", write=FIRM_ACTING.format(column="firm_id")),
        *known_to_system("agreement_notice", grants="select"),
        *known_to_system("agreement_period", grants="select"),
        *known_to_system("collaboration_ending", grants="select"),
        *known_to_system("task", grants="insert"),
        "grant select, insert on platform to samla_app",
        "grant select on platform to samla_system",
    ]


def downgrade() -> None:
    """Remove them."""
    op.execute(f"drop function {FUNCTION}")
    op.execute("drop policy task_system_insert on task")
    op.execute("revoke insert on task from samla_system")
    tables = "platform own_books collaboration_ending agreement_period agreement_notice agreement_change"
    for table in tables.split():
        op.execute(f"drop table {table}")
    for column in ("payer_firm_id", "anchored_on", "months_counted", "ends_on", "next_price_minor"):
        op.execute(f"alter table agreement drop column {column} cascade")
