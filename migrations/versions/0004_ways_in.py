"""The ways in: look-ups of companies, contacts, teams, requests to work together, and who pays after a hand-over."""

from alembic import op

from migrations.functions import of_system
from migrations.row_security import known_to_system, of_both, of_firm

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = """
alter table client
    add column street text not null default '',
    add column postal_code text not null default '',
    add column city text not null default '',
    add column vat_status text not null default 'unknown',
    add column responsible_id uuid,
    add column badge text,
    add column badge_variant text,
    add column badge_renewal date,
    add column looked_up_at timestamptz,
    add constraint fk_client_firm_id_responsible_id
        foreign key (firm_id, responsible_id) references firm_membership (firm_id, user_id),
    add constraint ck_client_vat_status check (vat_status in ('registered', 'not_registered', 'unknown')),
    add constraint ck_client_badge check (badge in ('new', 'known', 'subscribed')),
    add constraint ck_client_looked_up check ((badge is null) = (looked_up_at is null));
create table client_contact (
    firm_id uuid not null,
    id uuid not null,
    client_id uuid not null,
    name text not null,
    email text not null,
    phone text not null,
    language text not null,
    created_at timestamptz not null,
    constraint pk_client_contact primary key (firm_id, id),
    constraint uq_client_contact_firm_id_client_id_email unique (firm_id, client_id, email),
    constraint fk_client_contact_firm_id_client_id foreign key (firm_id, client_id) references client (firm_id, id)
);
alter table engagement
    add column services text[] not null default '{}',
    add column starts_on date,
    add column ends_on date,
    add constraint ck_engagement_period check (ends_on is null or starts_on is null or ends_on >= starts_on);
alter table collaboration
    add column way text not null default 'new',
    add column open_until timestamptz,
    add column settled_at timestamptz,
    add column settled_by uuid,
    add column reason text,
    add constraint ck_collaboration_way check (way in ('subscribed', 'known', 'new')),
    add constraint fk_collaboration_settled_by foreign key (settled_by) references "user" (id);
create index ix_collaboration_firm_id_invited_at on collaboration (firm_id, invited_at);
create table hand_over (
    workspace_id uuid not null,
    id uuid not null,
    firm_id uuid not null,
    collaboration_id uuid not null,
    payer text not null,
    state text not null,
    asked_by uuid not null,
    asked_at timestamptz not null,
    agreed_by uuid,
    agreed_at timestamptz,
    constraint pk_hand_over primary key (workspace_id, id),
    constraint fk_hand_over_workspace_id_collaboration_id
        foreign key (workspace_id, collaboration_id) references collaboration (workspace_id, id),
    constraint fk_hand_over_asked_by foreign key (asked_by) references "user" (id),
    constraint fk_hand_over_agreed_by foreign key (agreed_by) references "user" (id),
    constraint uq_hand_over_workspace_id_collaboration_id unique (workspace_id, collaboration_id),
    constraint ck_hand_over_payer check (payer in ('firm', 'client')),
    constraint ck_hand_over_state check (state in ('proposed', 'agreed', 'unneeded', 'void', 'done'))
);
"""

# What a firm may learn before anybody has let it in. The badge says how a company stands and nothing else; the place is
# only for the firm that acts, only for a company on its own register, and only what a request must point at.
FUNCTIONS = {
    "company_badge(text, text)": """
create function company_badge(in_country text, looked_for text)
returns table (badge text, variant text, renewal_month date)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select case when a.id is not null then 'subscribed' else 'known' end, a.variant,
           date_trunc('month', a.renews_on)::date
        from company c
        join workspace w on w.company_id = c.id
        left join agreement a on a.workspace_id = w.id and a.state in ('active', 'ending')
        where c.country = in_country and c.business_id = looked_for
          and (a.id is not null or exists (
              select from workspace_membership m where m.workspace_id = w.id and m.ended_at is null));
end
""",
    "place_to_ask(uuid)": """
create function place_to_ask(of_company uuid)
returns table (workspace_id uuid, has_admin boolean, agreement_id uuid)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select w.id,
           exists (select from workspace_membership m
                   where m.workspace_id = w.id and m.role = 'admin' and m.ended_at is null),
           (select a.id from agreement a where a.workspace_id = w.id and a.state in ('active', 'ending'))
        from workspace w
        where w.company_id = of_company and exists (
            select from client l where l.company_id = of_company and l.firm_id = acting_firm());
end
""",
}

OLD_FUNCTION = """
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
"""


def upgrade() -> None:
    """Make the tables, and narrow what may be learnt of a company."""
    op.execute(TABLES)
    security = [
        *of_firm("client_contact", grants="select, insert, update, delete"),
        *of_both("hand_over", grants="select, insert, update"),
        *known_to_system("client", grants="select"),
        "drop function company_standing(text, text)",
    ]
    for statement in [*security, *of_system(FUNCTIONS)]:
        op.execute(statement)


def downgrade() -> None:
    """Remove them."""
    for signature in FUNCTIONS:
        op.execute(f"drop function {signature}")
    for statement in of_system({"company_standing(text, text)": OLD_FUNCTION}):
        op.execute(statement)
    op.execute("drop policy client_system_select on client")
    op.execute("revoke select on client from samla_system")
    op.execute("drop table hand_over")
    op.execute("drop table client_contact")
    op.execute("drop index ix_collaboration_firm_id_invited_at")
    columns = {
        "collaboration": "way open_until settled_at settled_by reason",
        "engagement": "services starts_on ends_on",
        "client": "street postal_code city vat_status responsible_id badge badge_variant badge_renewal looked_up_at",
    }
    for table, names in columns.items():
        op.execute(f"alter table {table} {', '.join(f'drop column {name} cascade' for name in names.split())}")
