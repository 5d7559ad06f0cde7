"""The structure of a Finvoice 3.0 document by our own table: order, number, values and attributes of its elements."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from lxml import etree

from billing.en16931.checks.finvoice_blocks import CHOICES, OPEN, SUB_ROW, Block, block_of
from billing.en16931.checks.finvoice_kinds import kind_named
from billing.en16931.checks.finvoice_values import KIND_OF
from billing.en16931.checks.violation import Violation, place_of
from tenants.kernel.language import Message, msg

VERSIONS: Final = ("1.3", "2.0", "2.01", "3.0")
# A file that is wrong throughout is told so this many times; finding each place costs its length.
MOST: Final = 500
INSTANCE: Final = "{http://www.w3.org/2001/XMLSchema-instance}"


def structure_violations(root: etree._Element) -> list[Violation]:
    """Return what a document violates of the structure of Finvoice 3.0, in the document's order.

    The same verdict as the schema of 2020-12-17, apart from what `finvoice_rules.NOT_CHECKED` lists.
    """
    block = block_of("", root.tag) if root.tag == "Finvoice" else None
    if block is None:
        said = msg("The document isn't a Finvoice: its root is %(name)s.", name=root.tag)
        return [fatal("FINVOICE-ROOT", root, said)]
    return list(islice(chain(_version(root), _block(root, block)), MOST))


def fatal(rule: str, element: etree._Element, sentence: Message) -> Violation:
    """Return a fatal violation at an element."""
    return Violation(rule, "fatal", place_of(element), sentence)


def _version(root: etree._Element) -> Iterator[Violation]:
    if root.get("Version") not in VERSIONS:
        yield fatal(
            "FINVOICE-ROOT", root, msg("%(version)s is no version of Finvoice.", version=root.get("Version") or '""')
        )
    yield from _attributes(root, {"Version"})


def _block(element: etree._Element, block: Block) -> Iterator[Violation]:
    """Walk a block's elements once: each known, none too early or too often, each checked in its turn."""
    yield from _loose_text(element)
    seen: Counter[str] = Counter()
    reached = 0
    for child in element.iterchildren(etree.Element):
        place = block.get(child.tag)
        if place is None:
            yield fatal("FINVOICE-UNKNOWN", child, msg("%(name)s has no place here.", name=child.tag))
            continue
        if place.index < reached:
            yield fatal("FINVOICE-ORDER", child, msg("%(name)s stands too late in its block.", name=child.tag))
        reached = max(reached, place.index)
        seen[child.tag] += 1
        if seen[child.tag] == place.most + 1:
            yield fatal("FINVOICE-MANY", child, msg("%(name)s stands here too many times.", name=child.tag))
        yield from _element(element.tag, child)
    yield from _missing(element, block, seen)
    yield from _choice(element, seen)


def _element(parent: str, element: etree._Element) -> Iterator[Violation]:
    if element.tag in OPEN:
        return
    block = block_of(parent, element.tag)
    if block is None:
        yield from _value(element)
        return
    yield from _attributes(element, set())
    yield from _block(element, block)


def _missing(element: etree._Element, block: Block, seen: Counter[str]) -> Iterator[Violation]:
    for name, place in block.items():
        if seen[name] < place.least:
            yield fatal("FINVOICE-MISSING", element, msg("%(name)s is missing.", name=name))


def _choice(element: etree._Element, seen: Counter[str]) -> Iterator[Violation]:
    """Judge the schema's two choices: a VAT point is a date or a code; a row is a row or the sub-rows of one."""
    alternatives = CHOICES.get(element.tag)
    if alternatives and sum(seen[name] for name in alternatives) != 1:
        either = " / ".join(alternatives)
        yield fatal("FINVOICE-CHOICE", element, msg("Exactly one of %(names)s must stand here.", names=either))
    if element.tag == "InvoiceRow" and seen[SUB_ROW] and len(seen) > 1:
        yield fatal("FINVOICE-CHOICE", element, msg("A row holds either its own details or sub-rows, not both."))


def _loose_text(element: etree._Element) -> Iterator[Violation]:
    loose = [element.text, *(child.tail for child in element)]
    if any(text and text.strip() for text in loose):
        yield fatal("FINVOICE-TEXT", element, msg("There is text between the elements of %(name)s.", name=element.tag))


def _value(element: etree._Element) -> Iterator[Violation]:
    kind = kind_named(KIND_OF[element.tag])
    value = "".join(str(part) for part in element.itertext())
    for child in element.iterchildren(etree.Element):
        yield fatal("FINVOICE-UNKNOWN", child, msg("%(name)s has no place here.", name=child.tag))
    if not kind.allows(value):
        said = msg("%(name)s can't be “%(value)s”.", name=element.tag, value=value[:80])
        yield fatal("FINVOICE-VALUE", element, said)
    yield from _attributes(element, set(kind.attributes))
    for name, attribute in kind.attributes.items():
        given = element.get(name)
        if given is None and attribute.needed:
            yield fatal("FINVOICE-ATTRIBUTE", element, msg("The attribute %(name)s is missing.", name=name))
        elif given is not None and not attribute.allows(given):
            said = msg("The attribute %(name)s can't be “%(value)s”.", name=name, value=given[:80])
            yield fatal("FINVOICE-ATTRIBUTE", element, said)


def _attributes(element: etree._Element, known: set[str]) -> Iterator[Violation]:
    """Judge that there are no attributes but the known; those of schema instances may stand anywhere."""
    for name in element.attrib:
        if str(name) not in known and not str(name).startswith(INSTANCE):
            yield fatal("FINVOICE-ATTRIBUTE", element, msg("The attribute %(name)s has no place here.", name=name))
