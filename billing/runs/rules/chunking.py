"""How the requests of a run are split into chunks: what shares an invoice stays in one."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Request = TypeVar("Request", bound=Hashable)


def chunked(
    requests: Sequence[Request], together: Mapping[Request, Hashable], size: int
) -> tuple[tuple[Request, ...], ...]:
    """Return requests in their order, in chunks of a size; those that belong together follow the first of them.

    A chunk is larger where more belong together than fit.

    >>> chunked("abcde", {"a": "Savi", "d": "Savi"}, 2)
    (('a', 'd'), ('b', 'c'), ('e',))
    """
    groups: dict[tuple[bool, Hashable], list[Request]] = {}
    for one in requests:
        key = (True, together[one]) if one in together else (False, one)
        groups.setdefault(key, []).append(one)
    chunks: list[list[Request]] = []
    for group in groups.values():
        if not chunks or len(chunks[-1]) + len(group) > size:
            chunks.append([])
        chunks[-1].extend(group)
    return tuple(map(tuple, chunks))
