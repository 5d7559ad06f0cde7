"""What is told when the database, or Valkey, isn't there or goes away while a command is at work."""

from redis.exceptions import RedisError
from sqlalchemy.exc import InterfaceError, OperationalError


def told_of(fault: BaseException, *, setting: str = "SAMLA_DATABASE_URL") -> str | None:
    """Return the sentence about a server that is away, with the setting that names it; None for any other fault.

    The servers' own words are kept on one line; no password is in them.
    """
    if isinstance(fault, OperationalError | InterfaceError):
        return f"The database can't be used ({setting}): {_on_one_line(fault.orig or fault)}"
    if isinstance(fault, RedisError):
        return f"Valkey or Redis can't be used (SAMLA_REDIS_URL): {_on_one_line(fault)}"
    return None


def _on_one_line(fault: BaseException) -> str:
    said = " ".join(str(fault).split())
    return said or type(fault).__name__
