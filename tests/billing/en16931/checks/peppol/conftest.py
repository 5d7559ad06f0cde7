"""The corpora, the official verdict, and an invoice of our own that breaks no rule."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from billing.en16931.checks.peppol import RULES, violations
from billing.en16931.checks.peppol.reading import NAMESPACES
from tests.billing.en16931.checks.peppol.shapes import Broken, Verdict

HERE = Path(__file__).parent
ROOT = HERE.parents[4]


OURS = frozenset(rule.id for rule in RULES)
FOLDER = Path(os.environ.get("SAMLA_CORPORA", ROOT.parent / "shared" / "corpora")) / "peppol"


@pytest.fixture(scope="session")
def peppol_corpora() -> Path:
    """Return the folder of the official Peppol files, or skip."""
    if not FOLDER.is_dir():
        pytest.skip("SAMLA_CORPORA names no folder with the official Peppol files")
    return FOLDER


@pytest.fixture(scope="session")
def official_if_there() -> Iterator[Verdict]:
    """Yield `official`, or a function that has no verdict on anything where the official files aren't here."""
    stylesheet = FOLDER / "rules" / "PEPPOL-EN16931-UBL.xslt"
    if not stylesheet.is_file():
        yield lambda _root: None
        return
    command = [sys.executable, str(HERE / "official_child.py"), str(stylesheet)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        if child.stdin is None or child.stdout is None:
            pytest.fail("the official stylesheet's process has no pipes")
        asking, answering = child.stdin, child.stdout

        def verdict(root: etree._Element) -> Counter[str] | None:
            asking.write(json.dumps(etree.tostring(root, encoding="unicode")) + "\n")
            asking.flush()
            ids = json.loads(answering.readline())
            return None if ids is None else Counter(id_ for id_ in ids if id_ in OURS)

        yield verdict
        asking.close()


@pytest.fixture
def official(peppol_corpora: Path, official_if_there: Verdict) -> Verdict:
    """Return the official stylesheet's verdict: how often each rule of ours fails; None where it breaks down."""
    assert peppol_corpora.is_dir()
    return official_if_there


def parsed(path: Path) -> etree._Element:
    return etree.parse(path, etree.XMLParser(resolve_entities=False)).getroot()


@pytest.fixture
def broken_after(official_if_there: Verdict) -> Broken:
    """Return a function that changes the good invoice and says how often each rule fails then.

    A change is an XPath and what to put there: a text, an attribute's value (`.../@name`), an element to
    append (`<...>`), or None to take away what was found. What the official stylesheet says must be the same.
    """

    def ids(*changes: tuple[str, str | None]) -> Counter[str]:
        root = parsed(HERE / "good_invoice.xml")
        for path, new in changes:
            where, _, attribute = path.partition("/@")
            found = root.xpath(where, namespaces=NAMESPACES)
            assert found, f"the good invoice has no {where}"
            for element in found:
                change(element, attribute, new)
        broken = Counter(violation.id for violation in violations(root))
        assert official_if_there(root) in (None, broken)
        return broken

    return ids


def change(element: etree._Element, attribute: str, new: str | None) -> None:
    if new is None:
        element.getparent().remove(element)
    elif attribute:
        element.set(attribute, new)
    elif new.startswith("<"):
        prefixes = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
        element.extend(etree.fromstring(f"<all {prefixes}>{new}</all>"))
    else:
        element.text = new
