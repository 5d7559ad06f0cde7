"""All rules in one book, and an invoice judged by it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from lxml.etree import _Element

from billing.en16931.checks.peppol import (
    allowances,
    amounts,
    codes,
    dates,
    denmark,
    document,
    exemptions,
    identifiers,
    lines,
    norway,
    parties,
    payment,
    sweden,
)
from billing.en16931.checks.peppol.reading import found
from billing.en16931.checks.peppol.rule import Rule
from billing.en16931.checks.violation import Violation, place_of

RELEASE = "3.0.21"  # Peppol BIS Billing, May 2026; binding since 24 August 2026

RULES: tuple[Rule, ...] = (
    *document.RULES,
    *parties.RULES,
    *allowances.RULES,
    *payment.RULES,
    *amounts.RULES,
    *dates.RULES,
    *lines.RULES,
    *identifiers.RULES,
    *codes.RULES,
    *exemptions.RULES,
    *norway.RULES,
    *denmark.RULES,
    *sweden.RULES,
)


def _by_context() -> Mapping[str, tuple[Rule, ...]]:
    grouped: dict[str, list[Rule]] = defaultdict(list)
    for rule in RULES:
        grouped[rule.context].append(rule)
    return {context: tuple(rules) for context, rules in grouped.items()}


_SEARCHES = tuple(_by_context().items())


def violations(root: _Element) -> Iterator[Violation]:
    """Yield every rule that doesn't hold of a UBL 2.1 invoice or credit note, at each place where it doesn't.

    Peppol BIS Billing 3.0.21, without the rules of `NOT_CHECKED`. The document must have passed the UBL schema
    and the EN 16931 rules to be valid: what those refuse (a number that is none) isn't repeated here.
    """
    _alive = list(root.iter())  # lxml makes a new object at each search of an element that nobody holds
    for context, rules in _SEARCHES:
        for element in found(root, context):
            for rule in rules:
                if not rule.holds(element):
                    yield Violation(rule.id, rule.level, place_of(element), rule.sentence)
