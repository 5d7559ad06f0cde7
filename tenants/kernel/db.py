"""The database session, and the shapes that every table shares.

Keys lead with the tenant, relationships are never loaded by accident, constraints have names.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    ARRAY,
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    DateTime,
    Engine,
    ForeignKeyConstraint,
    MetaData,
    Text,
    Uuid,
    any_,
    bindparam,
    event,
    false,
    literal,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, SessionTransaction, mapped_column, registry
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeEngine

from tenants.kernel.scope import current_scope

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


COLUMN_TYPES: Mapping[Any, TypeEngine[Any]] = {
    datetime: DateTime(timezone=True),
    str: Text(),
    int: BigInteger(),
    dict[str, Any]: JSONB(none_as_null=True),
    list[dict[str, Any]]: JSONB(none_as_null=True),
}


class Base(DeclarativeBase):
    """The root of all models."""

    registry = registry(metadata=MetaData(naming_convention=NAMES), type_annotation_map=COLUMN_TYPES)


class WorkspaceRow:
    """A row of one workspace's books: the key leads with the workspace."""

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)


class FirmRow:
    """A row of one firm: the key leads with the firm."""

    firm_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)


def within_workspace(column: str, table: str) -> ForeignKeyConstraint:
    """Return a foreign key to a row of the same workspace."""
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])


def within_firm(column: str, table: str) -> ForeignKeyConstraint:
    """Return a foreign key to a row of the same firm."""
    return ForeignKeyConstraint(["firm_id", column], [f"{table}.firm_id", f"{table}.id"])


def confined(author: Any) -> ColumnElement[bool]:
    """Return whether a row is the author's whose scope it is, by its column; true of all rows for everybody else."""
    mine = current_scope().author
    return true() if mine is None else author == mine


def of_no_author() -> ColumnElement[bool]:
    """Return whether rows that are no author's may be shown: everybody but an author sees them."""
    return true() if current_scope().author is None else false()


def spelled_out(values: Sequence[str]) -> BindParameter[Sequence[str]]:
    """Return words of ours for `in_` that stand in the statement itself, not beside it.

    Of words beside it PostgreSQL expects the same of each, however rare they are. What it plans for the words of a call
    looks so much better that it never keeps a plan, and plans short statements for longer than it runs them.
    """
    return bindparam(None, values, expanding=True, literal_execute=True)


def of_workspaces(column: Any, workspace_ids: Collection[UUID]) -> ColumnElement[bool]:
    """Return whether rows are of some workspaces, by the column that names theirs.

    Of an array PostgreSQL expects ten elements. What it plans for the one workspace of a page would look so much better
    that it never kept a plan; one is therefore asked for by itself.
    """
    if len(workspace_ids) == 1:
        (workspace_id,) = workspace_ids
        return cast("ColumnElement[bool]", column == workspace_id)
    return cast("ColumnElement[bool]", column == any_(literal(list(workspace_ids), ARRAY(Uuid))))


def to_workspace() -> ForeignKeyConstraint:
    """Return the foreign key of a row to its workspace."""
    return ForeignKeyConstraint(["workspace_id"], ["workspace.id"])


def to_firm() -> ForeignKeyConstraint:
    """Return the foreign key of a row to its firm."""
    return ForeignKeyConstraint(["firm_id"], ["firm.id"])


db = SQLAlchemy(model_class=Base, session_options={"autoflush": True, "expire_on_commit": False})

SET_SCOPE = text(
    "select set_config('samla.user', :user, true), set_config('samla.visible', :visible, true),"
    " set_config('samla.acting', :acting, true), set_config('samla.firms', :firms, true),"
    " set_config('samla.firm', :firm, true), set_config('samla.author', :author, true)"
)

# A portal has some hundreds of statements; with psycopg's own limit each new one would push another out again.
PREPARED_AT_MOST = 300


@event.listens_for(Engine, "connect")
def keep_prepared(connection: Any, _record: ConnectionPoolEntry) -> None:
    """Let a connection keep as many prepared statements as the portal has use for."""
    connection.prepared_max = PREPARED_AT_MOST


@event.listens_for(Session, "after_begin")
def set_scope(_session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    """Tell the database, for this transaction only, whose rows it may show and change."""
    connection.execute(SET_SCOPE, current_scope().settings())
