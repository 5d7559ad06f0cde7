"""The start-up guard: what a database must be like before we let people in."""

from sqlalchemy import Connection, text

from portal.edge.migration import newest_version, version_of
from portal.edge.policies import differing
from portal.unfit import NotFit

# What a role may do that row security doesn't hold, or by which it could give itself such a right. Whoever is a member
# of a role may become it, so its rights count as one's own.
POWERS = text("""
    select r.rolname, case
        when r.rolsuper then 'is a superuser'
        when r.rolbypassrls then 'skips row security'
        when r.rolcreaterole then 'may make roles, and join them'
        when r.rolreplication then 'may copy the whole server'
        else 'reaches the files of the server' end
    from pg_roles r where pg_has_role(current_user, r.oid, 'member')
      and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolreplication
        or r.rolname in ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program'))
    order by r.rolname <> current_user, r.rolname
""")
OWNED = text("""
    with owned (place, owner, thing) as (
        select 1, datdba, 'the database' from pg_database where datname = current_database()
        union select 2, nspowner, 'the schema public' from pg_namespace where nspname = 'public'
        union select 3, relowner, 'tables' from pg_class where relnamespace = 'public'::regnamespace
        union select 4, proowner, 'functions' from pg_proc where pronamespace = 'public'::regnamespace)
    select r.rolname, owned.thing from owned join pg_roles r on r.oid = owned.owner
    where pg_has_role(current_user, r.oid, 'member') order by owned.place, r.rolname
""")
# Emptying a table asks no policy.
EMPTIED = text("""
    select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and has_table_privilege(current_user, c.oid, 'truncate') order by 1
""")
# Tables with a tenant's id, or with policies, that don't force row security; and such as have no policy.
OPEN_TABLES = text("""
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (select exists (select from pg_policy p where p.polrelid = c.oid)) as has (policies)
    where n.nspname = 'public' and c.relkind in ('r', 'p') and (has.policies or exists (
        select from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
          and a.attname in ('workspace_id', 'firm_id', 'scope_id')))
      and not (c.relrowsecurity and c.relforcerowsecurity and has.policies)
    order by 1
""")
SERVER = text("""
    select current_setting('server_version_num')::int, pg_encoding_to_char(encoding)
    from pg_database where datname = current_database()
""")
OLDEST, ENCODING = 15, "UTF8"
DURABLE = text("select name from pg_settings where name in ('fsync', 'full_page_writes') and setting = 'off'")


def check_fit(connection: Connection, *, durable: bool = True) -> None:
    """Refuse a database in which one slip could show or lose something.

    Raises:
        NotFit: the role, or one that it may become, is more than row security holds; the server or the version is
            another; a table is open, or its policies aren't those of the migrations; writes aren't safe. The sentence
            says what to do.
    """
    _check_role(connection)
    if unfit := unfit_server(*connection.execute(SERVER).one()):
        raise NotFit(unfit)
    if (found := version_of(connection)) != (needed := newest_version()):
        has = f"has version {found}" if found else "is empty"
        raise NotFit(f"The database {has}, this program needs version {needed}. Run: samla migrate")
    if open_tables := connection.scalars(OPEN_TABLES).all():
        raise NotFit(
            f"Row security isn't complete: {', '.join(open_tables)}. As the owner, enable and force it there "
            "(alter table ... force row level security)."
        )
    if others := differing(connection):
        raise NotFit(
            f"The policies of row security aren't those that the migrations make: {'; '.join(others)}. "
            "As the owner, drop what was added, and make what is missing or changed as it stands in migrations/."
        )
    if durable and (off := connection.scalars(DURABLE).all()):
        raise NotFit(f"The server may lose what was committed: {', '.join(off)} off. Switch it on and start it again.")


def unfit_server(version: int, encoding: str) -> str | None:
    """Return what is wrong with a server's version, as PostgreSQL numbers it, or with a database's encoding.

    >>> unfit_server(180000, "UTF8")
    >>> unfit_server(140012, "UTF8")
    'The server is PostgreSQL 14; this program needs 15 or newer.'
    """
    major = version // 10_000
    if major < OLDEST:
        return f"The server is PostgreSQL {major}; this program needs {OLDEST} or newer."
    if encoding != ENCODING:
        return (
            f"The database's encoding is {encoding}, which can't hold every name. Make it anew: createdb -E {ENCODING}"
        )
    return None


def _check_role(connection: Connection) -> None:
    """Refuse a role that row security doesn't hold, by what it is itself or by what it may become."""
    role = str(connection.scalar(text("select current_user")))
    for power, what in connection.execute(POWERS):
        if power == role:
            raise NotFit(f"The database role {role} {what}, so row security wouldn't hold it. Use samla_app.")
        raise NotFit(_joined(role, power, what))
    for owner, thing in connection.execute(OWNED):
        if owner == role:
            raise NotFit(
                f"The database role {role} owns {thing}, so row security wouldn't hold it. "
                "Use samla_app, and have samla_owner own what is there."
            )
        raise NotFit(_joined(role, owner, f"owns {thing}"))
    if emptied := connection.scalars(EMPTIED).all():
        raise NotFit(
            f"The database role {role} may empty tables whole, which asks no row security: {', '.join(emptied)}. "
            f"As the owner: revoke truncate on all tables in schema public from {role}"
        )


def _joined(role: str, other: str, what: str) -> str:
    return (
        f"The database role {role} is a member of {other}, which {what}, so row security wouldn't hold it. "
        f"As a superuser: revoke {other} from {role}"
    )
