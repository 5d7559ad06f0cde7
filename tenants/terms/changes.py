"""What changed between two versions of a text, paragraph by paragraph and in it word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from tenants.terms.blocks import Block, blocks

Kind = Literal["same", "new", "gone"]
# Below this likeness two paragraphs are told as one gone and one new: word by word nobody could read it.
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are the same in both versions, new, or gone."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class ChangedBlock:
    """A heading or a paragraph, in pieces."""

    kind: Literal["heading", "paragraph"]
    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        """Return whether anything in it is new or gone."""
        return any(piece.kind != "same" for piece in self.pieces)


def changes(before: str, after: str) -> tuple[ChangedBlock, ...]:
    """Return the newer text with what is new and what is gone, in the order of reading.

    >>> [piece.kind for piece in changes("We answer you.", "We soon answer you.")[0].pieces]
    ['same', 'new', 'same']
    """
    return tuple(_changes(blocks(before), blocks(after)))


def only_changed(text: Sequence[ChangedBlock]) -> tuple[ChangedBlock, ...]:
    """Return the blocks in which something changed, each under the heading that it stands below."""
    kept: list[ChangedBlock] = []
    heading: list[ChangedBlock] = []
    for block in text:
        if block.kind == "heading":
            heading = []
        if block.is_changed:
            kept += [*heading, block]
            heading = []
        elif block.kind == "heading":
            heading = [block]
    return tuple(kept)


def _changes(old: Sequence[Block], new: Sequence[Block]) -> Iterator[ChangedBlock]:
    for act, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            yield from (_whole(block, "same") for block in new[c:d])
        else:
            yield from _replaced(old[a:b], new[c:d])


def _replaced(gone: Sequence[Block], come: Sequence[Block]) -> Iterator[ChangedBlock]:
    """Yield blocks that took others' place: those alike told word by word, the rest as gone and new."""
    left = list(gone)
    for block in come:
        twin = next((old for old in left if old.kind == block.kind and _likeness(old, block) >= ALIKE), None)
        if twin is None:
            yield _whole(block, "new")
            continue
        before = left[: left.index(twin)]
        yield from (_whole(old, "gone") for old in before)
        left = left[len(before) + 1 :]
        yield ChangedBlock(block.kind, tuple(_pieces(twin.text.split(" "), block.text.split(" "))))
    yield from (_whole(old, "gone") for old in left)


def _likeness(old: Block, new: Block) -> float:
    return SequenceMatcher(None, old.text.split(" "), new.text.split(" "), autojunk=False).ratio()


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for act, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            yield Piece("same", " ".join(new[c:d]))
            continue
        if b > a:
            yield Piece("gone", " ".join(old[a:b]))
        if d > c:
            yield Piece("new", " ".join(new[c:d]))


def _whole(block: Block, kind: Kind) -> ChangedBlock:
    return ChangedBlock(block.kind, (Piece(kind, block.text),))
