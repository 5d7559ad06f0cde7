"""A legal text as headings and paragraphs, so that a page can show it without trusting any markup in it."""

from dataclasses import dataclass
from typing import Literal

HEADING = "## "


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph."""

    kind: Literal["heading", "paragraph"]
    text: str


def blocks(body: str) -> tuple[Block, ...]:
    r"""Return a text's headings (lines that begin with two hashes) and paragraphs (between empty lines).

    >>> [block.kind for block in blocks("## 1. Who\n\nWe are\nthe provider.")]
    ['heading', 'paragraph']
    """
    pieces = (" ".join(piece.split()) for piece in body.replace("\r\n", "\n").split("\n\n"))
    return tuple(_block(piece) for piece in pieces if piece)


def _block(piece: str) -> Block:
    if piece.startswith(HEADING):
        return Block("heading", piece.removeprefix(HEADING))
    return Block("paragraph", piece)
