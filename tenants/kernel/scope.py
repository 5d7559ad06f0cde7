"""Whose rows a transaction may read and write; the database holds the same line by row security.

The scope is set when a transaction begins and stays until it ends; both are local to the transaction, so nothing
leaks through the connection pool.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose rows may be seen, and the one workspace or firm that may be written in."""

    user: UUID | None = None
    visible: tuple[UUID, ...] = ()
    acting: UUID | None = None
    firms: tuple[UUID, ...] = ()
    firm: UUID | None = None
    author: UUID | None = None

    def settings(self) -> dict[str, str]:
        """Return the scope as the database's settings want it."""
        return {
            "user": _text(self.user),
            "visible": ",".join(map(str, self.visible)),
            "acting": _text(self.acting),
            "firms": ",".join(map(str, self.firms)),
            "firm": _text(self.firm),
            "author": _text(self.author),
        }


NOBODY = Scope()
_current: ContextVar[Scope] = ContextVar("scope", default=NOBODY)


def current_scope() -> Scope:
    """Return the scope in force."""
    return _current.get()


@contextmanager
def in_scope(scope: Scope) -> Iterator[None]:
    """Have transactions that begin inside see and write what a scope allows."""
    token = _current.set(scope)
    try:
        yield
    finally:
        _current.reset(token)


def enter_scope(scope: Scope) -> None:
    """Have transactions that begin from here on, in this request, see what a scope allows."""
    _current.set(scope)


def _text(value: UUID | None) -> str:
    return "" if value is None else str(value)
