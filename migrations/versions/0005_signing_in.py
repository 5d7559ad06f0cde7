"""Signing in: passkeys, recovery codes, OpenID Connect."""

from alembic import op

from migrations.functions import of_system
from migrations.row_security import known_to_system, of_firm, of_person

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = """
create table passkey (
    user_id uuid not null,
    id uuid not null,
    credential bytea not null,
    public_key bytea not null,
    sign_count bigint not null,
    name text not null,
    device_type text not null,
    backed_up boolean not null,
    transports text not null,
    created_at timestamptz not null,
    used_at timestamptz,
    constraint pk_passkey primary key (user_id, id),
    constraint uq_passkey_user_id_credential unique (user_id, credential),
    constraint fk_passkey_user_id foreign key (user_id) references "user" (id),
    constraint ck_passkey_device_type check (device_type in ('single_device', 'multi_device'))
);
create table recovery_code (
    user_id uuid not null,
    hash bytea not null,
    created_at timestamptz not null,
    used_at timestamptz,
    constraint pk_recovery_code primary key (user_id, hash),
    constraint fk_recovery_code_user_id foreign key (user_id) references "user" (id)
);
create table provider (
    firm_id uuid not null,
    id uuid not null,
    issuer text not null,
    client_id text not null,
    sealed_secret bytea not null,
    domains text not null,
    passwords_stay boolean not null,
    changed_at timestamptz not null,
    constraint pk_provider primary key (firm_id, id),
    constraint uq_provider_firm_id unique (firm_id),
    constraint fk_provider_firm_id foreign key (firm_id) references firm (id)
);
create table identity (
    user_id uuid not null,
    firm_id uuid not null,
    issuer text not null,
    subject text not null,
    linked_at timestamptz not null,
    used_at timestamptz,
    constraint pk_identity primary key (user_id, firm_id),
    constraint uq_identity_firm_id_issuer_subject unique (firm_id, issuer, subject),
    constraint fk_identity_user_id foreign key (user_id) references "user" (id),
    constraint fk_identity_firm_id foreign key (firm_id) references firm (id)
);
create table staff_invitation (
    firm_id uuid not null,
    id uuid not null,
    email text not null,
    name text not null,
    language text not null,
    role text not null,
    hash bytea not null,
    mail text not null,
    invited_by uuid not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    used_by uuid,
    withdrawn_at timestamptz,
    constraint pk_staff_invitation primary key (firm_id, id),
    constraint uq_staff_invitation_firm_id_hash unique (firm_id, hash),
    constraint fk_staff_invitation_firm_id foreign key (firm_id) references firm (id),
    constraint fk_staff_invitation_invited_by foreign key (invited_by) references "user" (id),
    constraint fk_staff_invitation_used_by foreign key (used_by) references "user" (id),
    constraint ck_staff_invitation_role check (role in ('owner', 'manager', 'accountant', 'assistant', 'auditor')),
    constraint ck_staff_invitation_mail check (mail in ('queued', 'sent', 'failed', 'unknown')),
    constraint ck_staff_invitation_used check ((used_at is null) = (used_by is null))
);
create index ix_staff_invitation_hash on staff_invitation (hash);
"""

# What must be known before anybody is: whose provider a domain's people sign in by (a domain counts for a firm whose
# owner has an address there), whom a provider vouches for, and who signs in by their provider only, and which firm
# a link invites to.
FUNCTIONS = {
    "provider_for(text)": """
create function provider_for(domain text) returns table (firm_id uuid)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select p.firm_id from provider p
        where domain = any(string_to_array(p.domains, ' ')) and exists (
            select from firm_membership m join "user" u on u.id = m.user_id
            where m.firm_id = p.firm_id and m.ended_at is null and m.role = 'owner'
              and split_part(u.email, '@', 2) = domain);
end
""",
    "identity_of(uuid, text, text)": """
create function identity_of(by_firm uuid, by_issuer text, for_subject text) returns table (user_id uuid)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select i.user_id from identity i
        join firm_membership m on m.firm_id = i.firm_id and m.user_id = i.user_id and m.ended_at is null
        where i.firm_id = by_firm and i.issuer = by_issuer and i.subject = for_subject;
end
""",
    "passwords_closed(uuid)": """
create function passwords_closed(person uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select exists (
        select from firm_membership m join provider p on p.firm_id = m.firm_id
        join identity i on i.firm_id = p.firm_id and i.issuer = p.issuer and i.user_id = m.user_id
        where m.user_id = person and m.ended_at is null and m.role <> 'owner' and not p.passwords_stay);
end
""",
    "staff_invitation_by_hash(bytea)": """
create function staff_invitation_by_hash(looked_for bytea) returns table (firm_id uuid, id uuid)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select i.firm_id, i.id from staff_invitation i where i.hash = looked_for;
end
""",
}


def security() -> list[str]:
    """Return the statements that give each table its policies and grants."""
    return [
        *of_person("passkey", grants="select, insert, update, delete"),
        *of_person("recovery_code", grants="select, insert, update, delete"),
        *of_person("identity", grants="select, insert, update, delete"),
        *of_firm("provider", grants="select, insert, update, delete"),
        *of_firm("staff_invitation", grants="select, insert, update"),
        *known_to_system("provider", grants="select"),
        *known_to_system("staff_invitation", grants="select"),
        *known_to_system("identity", grants="select"),
        'grant select on "user" to samla_system',
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
    for table in ("staff_invitation", "identity", "provider", "recovery_code", "passkey"):
        op.execute(f"drop table {table}")
    op.execute('revoke select on "user" from samla_system')
