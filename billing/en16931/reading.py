"""An e-invoice from outside, whatever its syntax: what it is, is found out from the file itself."""

import re

from billing.en16931.finvoice import read_finvoice_file
from billing.en16931.model import Invoice
from billing.en16931.ubl import is_ubl, read_ubl
from billing.en16931.xmlsafe import DEFAULT_LIMIT, Node, TooLarge, line_of, parse
from tenants.kernel.refusals import Invalid

# The first element behind instructions and comments; possessive, so that no file makes it try twice.
FIRST_ELEMENT = re.compile(rb"\A(?:\xef\xbb\xbf)?(?>\s|<\?.*?\?>|<!--.*?-->)*+<([\w.:-]+)", re.DOTALL)
ARCHIVE = b"PK\x03\x04"
FINVOICE_ROOTS = frozenset({b"Finvoice", b"Envelope"})
PEPPOL_ENVELOPE = "{http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader}StandardBusinessDocument"


class NothingToRead(Invalid):
    """The file is empty."""


class Archive(Invalid):
    """The file is a ZIP archive; take the XML files inside it one by one."""


class UnknownKind(Invalid):
    """The file is neither Finvoice nor UBL: it begins with the element %(root)s in line %(line)s."""


def read_invoices(data: bytes) -> tuple[Invoice, ...]:
    """Return the invoices in a file, in order: UBL Invoice or CreditNote, or Finvoice, plain or framed, one or many.

    A UBL document may stand in Peppol's business document envelope.

    Raises:
        NothingToRead: the file is empty.
        Archive: it is packed.
        UnknownKind: it is XML of another kind.
        UnreadableXml: it can't be read safely as XML.
        Unreadable, UnreadableFinvoice: a field is missing or isn't what it must be.
    """
    if not data.strip():
        raise NothingToRead
    if len(data) > DEFAULT_LIMIT:
        raise TooLarge(size=len(data), limit=DEFAULT_LIMIT)
    if data.startswith(ARCHIVE):
        raise Archive
    return read_finvoice_file(data) if is_finvoice(data) else (read_ubl(_ubl_root(parse(data))),)


def is_finvoice(data: bytes) -> bool:
    """Return whether a file begins as Finvoice or its SOAP frame does; several documents in a row aren't one XML."""
    first = FIRST_ELEMENT.match(data)
    return first is not None and first[1].rpartition(b":")[2] in FINVOICE_ROOTS


def _ubl_root(root: Node) -> Node:
    documents = root.iterchildren("{*}Invoice", "{*}CreditNote") if root.tag == PEPPOL_ENVELOPE else iter((root,))
    found = next(documents, root)
    if not is_ubl(found):
        raise UnknownKind(root=found.tag, line=line_of(found))
    return found
