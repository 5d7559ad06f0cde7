"""The policies of row security: those that the migrations make, and those that a database has."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from portal.edge.migration import ROOT

MADE = re.compile(
    r"create policy (?P<name>\w+) on (?P<table>\w+) for (?P<command>\w+)(?: to (?P<role>\w+))?"
    r"(?: using \((?P<using>.*?)\))?(?: with check \((?P<check>.*?)\))?\s*;",
    re.DOTALL,
)
UNDONE = re.compile(r"\b(?:alter|drop) policy\b")
FOUND = text("""
    select c.relname, p.polname, p.polpermissive,
        case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete'
            else 'all' end,
        array(select case when r.oid is null then 'public' else r.rolname end
            from unnest(p.polroles) as named (oid) left join pg_roles r on r.oid = named.oid order by 1)::text[],
        pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
    from pg_policy p join pg_class c on c.oid = p.polrelid where c.relnamespace = 'public'::regnamespace
""")
# What the server writes otherwise than we do, when asked for a condition: casts, aliases, and the tables of columns.
REWRITTEN = re.compile(r'::\s*(?:timestamp with time zone|\w+(?:\[\])?)|\bas "?\w+"?|\b\w+\.(?=\w)')
MEANING = re.compile(r"'[^']*'|<>|<=|>=|<|>|\w+")
# `x in ('a', 'b')` comes back as `x = any (array['a', 'b'])`.
SYNTAX = frozenset({"any", "array", "in", "select", "from", "where"})


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy of a table: for which command and which roles, and what its conditions are made of."""

    table: str
    name: str
    is_permissive: bool
    command: str
    roles: tuple[str, ...]
    using: frozenset[tuple[str, int]]
    check: frozenset[tuple[str, int]]

    def __str__(self) -> str:
        """Return its name as a reader looks for it."""
        return f"{self.name} on {self.table}"


def differing(connection: Connection) -> tuple[str, ...]:
    """Return the policies that were added, are missing, or aren't what the migrations make; nothing if all is well."""
    wanted, found = policies_made(), policies_of(connection)
    added, missing = found - wanted, wanted - found
    names = {str(policy) for policy in added}, {str(policy) for policy in missing}
    return (
        *(f"{name} was changed" for name in sorted(names[0] & names[1])),
        *(f"{name} was added" for name in sorted(names[0] - names[1])),
        *(f"{name} is missing" for name in sorted(names[1] - names[0])),
    )


@cache
def policies_made() -> frozenset[Policy]:
    """Return the policies that the migrations make."""
    return policies_in(_statements())


def policies_in(statements: str) -> frozenset[Policy]:
    """Return the policies that SQL statements make.

    Raises:
        ValueError: one changes or drops a policy, which isn't understood here.
    """
    if UNDONE.search(statements):
        raise ValueError(statements)
    return frozenset(_made(found) for found in MADE.finditer(statements))


def policies_of(connection: Connection) -> frozenset[Policy]:
    """Return the policies that a database has."""
    return frozenset(
        Policy(table, name, is_permissive, command, tuple(roles), meaning(using), meaning(check))
        for table, name, is_permissive, command, roles, using, check in connection.execute(FOUND)
    )


def meaning(condition: str | None) -> frozenset[tuple[str, int]]:
    """Return what a condition is made of: its columns, functions, literals and connectives, and how often each.

    The server gives conditions back in words of its own, which differ by its version; this much stays the same.

    >>> meaning("id = (select acting_firm())") == meaning("(id = ( SELECT acting_firm() AS acting_firm))")
    True
    >>> meaning("id = (select acting_firm()) or true") == meaning("id = (select acting_firm())")
    False
    """
    words: Iterator[str] = (word for word in MEANING.findall(REWRITTEN.sub("", (condition or "").lower())))
    return frozenset(Counter(word for word in words if word not in SYNTAX).items())


def _made(found: re.Match[str]) -> Policy:
    role = found["role"] or "public"
    return Policy(
        found["table"], found["name"], True, found["command"], (role,), meaning(found["using"]), meaning(found["check"])
    )


def _statements() -> str:
    """Return the statements of all migrations, the oldest first."""
    written = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": written, "literal_binds": True}
    )
    steps = ScriptDirectory(str(ROOT / "migrations")).walk_revisions()
    with Operations.context(context):
        for step in reversed(list(steps)):
            step.module.upgrade()
    return written.getvalue()
