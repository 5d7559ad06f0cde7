"""The words an invoice must carry when VAT is special, by the language of the document.

Directive 2006/112/EC art. 226 (10a), (11a), (13), (14); FI AVL 209 e §; SE ML (2023:200) 17:24;
NO bokføringsforskriften 5-1-1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from billing.countries.since import Confidence
from tenants.kernel.language import Language
from tenants.kernel.refusals import Conflict


class Special(StrEnum):
    """What makes an invoice's VAT special."""

    REVERSE_CHARGE = "reverse_charge"
    SELF_BILLING = "self_billing"
    MARGIN = "margin"
    SMALL_BUSINESS = "small_business"


class NoWording(Conflict):
    """There is no confirmed wording for that in this language; write it in the invoice's notes."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words to print, and how well we know that they are the ones."""

    text: str
    confidence: Confidence = Confidence.OFFICIAL


@dataclass(frozen=True, slots=True)
class SellerStanding:
    """What a seller's invoices must say about the seller itself."""

    vat_registered: bool
    f_tax: bool = False
    foretaksregisteret: bool = False


K = Confidence.UNCONFIRMED
Wordings = Mapping[tuple[Special, Language], Wording]

WORDINGS: Wordings = {
    (Special.REVERSE_CHARGE, "fi"): Wording("Käännetty verovelvollisuus"),
    (Special.REVERSE_CHARGE, "sv"): Wording("Omvänd betalningsskyldighet"),
    (Special.REVERSE_CHARGE, "nb"): Wording(
        "Omvendt avgiftsplikt – Merverdiavgift ikke beregnet", Confidence.SECONDARY
    ),
    (Special.REVERSE_CHARGE, "da"): Wording("Omvendt betalingspligt", K),
    (Special.REVERSE_CHARGE, "en"): Wording("Reverse charge"),
    (Special.SELF_BILLING, "fi"): Wording("Itselaskutus"),
    (Special.SELF_BILLING, "sv"): Wording("Självfakturering"),
    (Special.SELF_BILLING, "da"): Wording("Selvfakturering", K),
    (Special.SELF_BILLING, "en"): Wording("Self-billing"),
    (Special.MARGIN, "fi"): Wording("Voittomarginaalijärjestelmä – käytetyt tavarat"),
    (Special.MARGIN, "sv"): Wording("Vinstmarginalbeskattning för begagnade varor"),
    (Special.MARGIN, "en"): Wording("Margin scheme"),
}


def wording_in(special: Special, language: Language, national: Wordings | None = None) -> Wording:
    """Return the words for a document in a language; a country's own come before the directive's.

    Raises:
        NoWording: the sources we have give none; nothing is translated by guess.
    """
    key = (special, language)
    found = (national or {}).get(key) or WORDINGS.get(key)
    if found is None:
        raise NoWording(special, language)
    return found
