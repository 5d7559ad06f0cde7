"""Row security as SQL: the policies that every tenant table gets, written once."""

from collections.abc import Iterator, Mapping

# A hashed set, not an array: PostgreSQL would take `= any (array)` for an index's business, look every key up with the
# 300 workspaces of a firm's member, and expect so few rows of it that its joins go wrong. With the set a list of one
# workspace costs 2 ms where it cost 42; the workspace that a query names itself leads it to the index. On a page of one
# workspace that one is the first, and the set is never made.
VISIBLE = "({column} = (select first_visible_workspace()) or {column} in (select unnest(visible_workspaces())))"
ACTING = "{column} = (select acting_workspace())"
ANYBODY = "(select confined_author() is null)::int <> 0"
FIRM_VISIBLE = "{column} = any((select visible_firms())::uuid[])"
FIRM_ACTING = "{column} = (select acting_firm())"


def secured(table: str, *, see: str, write: str) -> Iterator[str]:
    """Yield the statements that force row security on a table: who sees its rows, who writes them."""
    yield f"alter table {table} enable row level security"
    yield f"alter table {table} force row level security"
    yield f"create policy {table}_see on {table} for select using ({see})"
    yield f"create policy {table}_add on {table} for insert with check ({write})"
    yield f"create policy {table}_change on {table} for update using ({write}) with check ({write})"
    yield f"create policy {table}_remove on {table} for delete using ({write})"


def of_workspace(table: str, *, grants: str, column: str = "workspace_id", author: str | None = None) -> Iterator[str]:
    """Yield the statements for a table of workspaces; `author` names the column that confines authors.

    PostgreSQL would take `is null` for a condition that hardly a row meets, and sort all invoices of a workspace for
    the first page of them; of `<>` it expects all rows, as it should.
    """
    see, write = VISIBLE.format(column=column), ACTING.format(column=column)
    if author:
        confined = f" and ({ANYBODY} or {author} = (select confined_author()))"
        see, write = see + confined, write + confined
    yield from secured(table, see=see, write=write)
    yield f"grant {grants} on {table} to samla_app"


def of_workspaces(granted: Mapping[str, str]) -> Iterator[str]:
    """Yield the statements for tables of workspaces that confine nobody, by what the application may do with each."""
    for table, grants in granted.items():
        yield from of_workspace(table, grants=grants)


def of_invoice(table: str, *, grants: str, sees: str = "sees_invoice(workspace_id, invoice_id)") -> Iterator[str]:
    """Yield the statements for what belongs to an invoice: of an author, to one that they see.

    For everybody else the function is never called; what is expected of the condition is told at `of_workspace`.
    """
    confined = f" and ({ANYBODY} or {sees})"
    see, write = VISIBLE.format(column="workspace_id"), ACTING.format(column="workspace_id")
    yield from secured(table, see=see + confined, write=write + confined)
    yield f"grant {grants} on {table} to samla_app"


def of_firm(table: str, *, grants: str, column: str = "firm_id") -> Iterator[str]:
    """Yield the statements for a table of firms."""
    yield from secured(table, see=FIRM_VISIBLE.format(column=column), write=FIRM_ACTING.format(column=column))
    yield f"grant {grants} on {table} to samla_app"


def of_person(table: str, *, grants: str) -> Iterator[str]:
    """Yield the statements for a table of a person's own, whom the transaction's scope names."""
    mine = "user_id = (select acting_user())"
    yield from secured(table, see=mine, write=mine)
    yield f"grant {grants} on {table} to samla_app"


def of_both(table: str, *, grants: str) -> Iterator[str]:
    """Yield the statements for a table that a firm and a workspace share, such as collaborations."""
    see = f"{VISIBLE.format(column='workspace_id')} or {FIRM_VISIBLE.format(column='firm_id')}"
    write = f"{ACTING.format(column='workspace_id')} or {FIRM_ACTING.format(column='firm_id')}"
    yield from secured(table, see=see, write=write)
    yield f"grant {grants} on {table} to samla_app"


def known_to_system(table: str, *, grants: str) -> Iterator[str]:
    """Yield the explicit policy by which functions of samla_system reach a table."""
    for act in grants.split(", "):
        check = "with check (true)" if act == "insert" else "using (true)"
        yield f"create policy {table}_system_{act} on {table} for {act} to samla_system {check}"
    yield f"grant {grants} on {table} to samla_system"
