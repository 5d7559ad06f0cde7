"""What a check says: which rule doesn't hold, where in the document, and in which words."""

from dataclasses import dataclass
from typing import Literal

from lxml.etree import QName, _Element

from tenants.kernel.language import Message

Level = Literal["fatal", "warning"]


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule that doesn't hold at one place: `fatal` means the receiver may refuse the invoice."""

    id: str
    level: Level
    where: str
    sentence: Message


def place_of(element: _Element) -> str:
    """Return where an element stands, as an XPath that a person can follow.

    The default namespace makes lxml write `*` for a name; the name itself is put there instead.

    >>> from lxml import etree
    >>> root = etree.fromstring('<Invoice xmlns="i" xmlns:c="c"><c:Line/><c:Line><ID/></c:Line></Invoice>')
    >>> place_of(root[1][0])
    '/Invoice/c:Line[2]/ID'
    """
    steps = element.getroottree().getpath(element).split("/")[1:]
    nodes = [*reversed(list(element.iterancestors())), element]
    named = (
        step.replace("*", QName(node).localname, 1) if step.startswith("*") else step
        for step, node in zip(steps, nodes, strict=True)
    )
    return "/" + "/".join(named)
