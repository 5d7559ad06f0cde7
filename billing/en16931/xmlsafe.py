"""The one door for XML from outside: refuses document types, entities, oversize and depth before anything is read."""

from typing import cast

from lxml import etree
from lxml.etree import _Element as Node

from tenants.kernel.refusals import Invalid

__all__ = ["DEFAULT_LIMIT", "Node", "UnreadableXml", "line_of", "parse"]

DEFAULT_LIMIT = 25_000_000  # bytes; enclosed attachments are the bulk of a large invoice
DEEPEST = 64  # levels; UBL and Finvoice need fewer than 15
DOCTYPE = b"<!DOCTYPE"
BELOW_DEEPEST = etree.XPath("/*" * (DEEPEST + 1))


class UnreadableXml(Invalid):
    """The file can't be read as XML."""


class NotXml(UnreadableXml):
    """The file isn't well-formed XML: line %(line)s breaks it."""


class TooLarge(UnreadableXml):
    """The file has %(size)s bytes, more than the %(limit)s that are read."""


class HasDoctype(UnreadableXml):
    """The file declares a document type (DOCTYPE) in line %(line)s; it may pull in other files."""


class HasEntity(UnreadableXml):
    """The file uses an entity of its own in line %(line)s; it may pull in other files."""


class ExceedsParser(UnreadableXml):
    """The file nests too deep or has too long a text in line %(line)s to be read safely."""


class TooDeep(UnreadableXml):
    """The elements are nested more than %(limit)s levels deep in line %(line)s."""


def parse(data: bytes, *, limit: int = DEFAULT_LIMIT) -> Node:
    """Return the root element of an XML file from outside.

    Raises:
        TooLarge: more bytes than `limit`.
        HasDoctype: there is a document type declaration, with or without entities.
        HasEntity: an entity is used other than XML's own five.
        TooDeep: nested deeper than `DEEPEST`.
        ExceedsParser: past libxml2's own limits of depth (256) or text (10 MB).
        NotXml: not well-formed.
    """
    if len(data) > limit:
        raise TooLarge(size=len(data), limit=limit)
    root = _root(data)
    _refuse_depth(root)
    return root


def _root(data: bytes) -> Node:
    # A parser of its own for each file: one with an error log isn't shared between threads.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _refusal(data, getattr(error, "code", None), error.lineno or 1) from error
    except (ValueError, LookupError) as error:
        raise NotXml(line=1) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise HasDoctype(line=_line_of(data, DOCTYPE))
    return root


def _refusal(data: bytes, code: int | None, line: int) -> UnreadableXml:
    """Return why a file that libxml2 rejects is refused: a document type is named as such, whatever else is wrong."""
    if DOCTYPE in data:
        return HasDoctype(line=_line_of(data, DOCTYPE))
    if code == etree.ErrorTypes.ERR_UNDECLARED_ENTITY:
        return HasEntity(line=line)
    return ExceedsParser(line=line) if code == etree.ErrorTypes.ERR_RESOURCE_LIMIT else NotXml(line=line)


def _line_of(data: bytes, what: bytes) -> int:
    """Return the line in which something stands first, counted from 1; 1 where an encoding such as UTF-16 hides it."""
    return data.count(b"\n", 0, max(data.find(what), 0)) + 1


def _refuse_depth(root: Node) -> None:
    too_deep = cast("list[Node]", BELOW_DEEPEST(root))
    if too_deep:
        raise TooDeep(limit=DEEPEST, line=line_of(too_deep[0]))


def line_of(element: Node) -> int:
    """Return the line of the file in which an element stands, counted from 1; 1 for one that was never in a file."""
    return cast("int | None", element.sourceline) or 1
