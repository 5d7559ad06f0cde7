"""The start-up guard: what a database must be like before we let people in."""

from sqlalchemy import Connection, text

from portal.edge.migration import newest_version, version_of

ROLE = text("select rolsuper, rolbypassrls from pg_roles where rolname = current_user")
OWNED = text("select count(*) from pg_tables where schemaname = 'public' and tableowner = current_user")
# Tables with a tenant's id that don't force row security, or have no policy.
OPEN_TABLES = text("""
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and exists (
        select from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
          and a.attname in ('workspace_id', 'firm_id', 'scope_id'))
      and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
    order by 1
""")
DURABLE = text("select name from pg_settings where name in ('fsync', 'full_page_writes') and setting = 'off'")


class NotFit(Exception):  # noqa: N818  a statement
    """The database isn't fit to be used."""


def check_fit(connection: Connection, *, durable: bool = True) -> None:
    """Refuse a database in which one slip could show or lose something.

    Raises:
        NotFit: the role is a superuser, skips row security or owns tables; a table is open; the version is
            another; writes aren't safe.
    """
    superuser, bypass = connection.execute(ROLE).one()
    if superuser or bypass:
        raise NotFit("The database role is a superuser or skips row security. Use samla_app.")
    if connection.scalar(OWNED):
        raise NotFit("The database role owns tables, so row security wouldn't hold it. Use samla_app.")
    if (found := version_of(connection)) != (needed := newest_version()):
        raise NotFit(f"The database has version {found}, this program needs {needed}. Run: samla migrate")
    if open_tables := connection.scalars(OPEN_TABLES).all():
        raise NotFit(f"Row security isn't complete: {', '.join(open_tables)}")
    if durable and (off := connection.scalars(DURABLE).all()):
        raise NotFit(f"The server may lose what was committed: {', '.join(off)} off")
