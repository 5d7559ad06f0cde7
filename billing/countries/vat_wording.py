"""The words an invoice must carry when VAT is special, by the language of the document; each with its source and day.

Directive 2006/112/EC art. 226 (10a), (11a), (13), (14), as 2010/45/EU put them in since 2013-01-01, in its own
languages; FI AVL 209 e §; SE ML (2023:200) 17:24; DK momsbekendtgørelsen § 59; NO bokføringsforskriften § 5-1-1.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from billing.countries.since import Confidence
from billing.countries.vat_schemes import MARGIN_CODES, Scheme
from tenants.kernel.language import Language
from tenants.kernel.refusals import Conflict


class Special(StrEnum):
    """What makes an invoice's VAT special."""

    REVERSE_CHARGE = "reverse_charge"
    SELF_BILLING = "self_billing"
    MARGIN_USED_GOODS = "margin_used_goods"
    MARGIN_ART = "margin_art"
    MARGIN_ANTIQUES = "margin_antiques"
    MARGIN_TRAVEL = "margin_travel"
    SMALL_BUSINESS = "small_business"


class NoWording(Conflict):
    """There is no confirmed wording for that in this language; write it in the invoice's notes."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words to print, who says that they are the ones, since when, and how well we know it."""

    text: str
    source: str
    from_day: date
    confidence: Confidence = Confidence.OFFICIAL


@dataclass(frozen=True, slots=True)
class SellerStanding:
    """What a seller's invoices must say about the seller itself."""

    vat_registered: bool
    f_tax: bool = False
    foretaksregisteret: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """Words that a seller states of itself on every invoice, where they are true of it."""

    words: Wording
    holds: Callable[[SellerStanding], bool]


def statements_of(table: Iterable[Statement], standing: SellerStanding) -> tuple[str, ...]:
    """Return the words that hold of a seller, in the table's order."""
    return tuple(row.words.text for row in table if row.holds(standing))


SINCE = date(2013, 1, 1)  # directive 2010/45/EU art. 2
DIRECTIVE = "2006/112/EC art. 226"
K, S = Confidence.UNCONFIRMED, Confidence.SECONDARY
Wordings = Mapping[tuple[Special, Language], Wording]


def _directive(point: str, *, unread: Mapping[Language, str] | None = None, **texts: str) -> dict[str, Wording]:
    """Return the directive's own words by language; `unread` are those nobody has compared with its text."""
    source = f"{DIRECTIVE} ({point})"
    read = {language: Wording(text, source, SINCE) for language, text in texts.items()}
    return read | {language: Wording(text, source, SINCE, K) for language, text in (unread or {}).items()}


_BY_SPECIAL: Mapping[Special, Mapping[str, Wording]] = {
    Special.REVERSE_CHARGE: {
        **_directive("11a", fi="Käännetty verovelvollisuus", sv="Omvänd betalningsskyldighet", en="Reverse charge"),
        "da": Wording("Omvendt betalingspligt", "momsbekendtgørelsen § 59, nr. 3", SINCE, S),
        "nb": Wording("Omvendt avgiftsplikt – Merverdiavgift ikke beregnet", "skatteetaten.no", SINCE, S),
    },
    Special.SELF_BILLING: _directive(
        "10a", fi="Itselaskutus", sv="Självfakturering", en="Self-billing", unread={"da": "Selvfakturering"}
    ),
    Special.MARGIN_USED_GOODS: _directive(
        "14",
        fi="Voittomarginaalijärjestelmä – käytetyt tavarat",
        sv="Vinstmarginalbeskattning för begagnade varor",
        en="Margin scheme – Second-hand goods",
        unread={"da": "Fortjenstmargenordning – brugte genstande"},
    ),
    Special.MARGIN_ART: _directive(
        "14",
        fi="Voittomarginaalijärjestelmä – taide-esineet",
        sv="Vinstmarginalbeskattning för konstverk",
        en="Margin scheme – Works of art",
        unread={"da": "Fortjenstmargenordning – kunstgenstande"},
    ),
    Special.MARGIN_ANTIQUES: _directive(
        "14",
        fi="Voittomarginaalijärjestelmä – keräily- ja antiikkiesineet",
        sv="Vinstmarginalbeskattning för samlarföremål och antikviteter",
        en="Margin scheme – Collector’s items and antiques",
        unread={"da": "Fortjenstmargenordning – samlerobjekter og antikviteter"},
    ),
    Special.MARGIN_TRAVEL: _directive(
        "13",
        fi="Voittomarginaalijärjestelmä – matkatoimistot",
        sv="Vinstmarginalbeskattning för resebyråer",
        en="Margin scheme – Travel agents",
        unread={"da": "Fortjenstmargenordning – rejsebureauer"},
    ),
}  # fmt: skip
WORDINGS: Wordings = {
    (special, language): words  # type: ignore[misc]  # the keywords above are languages
    for special, by_language in _BY_SPECIAL.items()
    for language, words in by_language.items()
}
MARGINS: Mapping[str, Special] = {
    MARGIN_CODES[Scheme.USED_GOODS]: Special.MARGIN_USED_GOODS,
    MARGIN_CODES[Scheme.ART]: Special.MARGIN_ART,
    MARGIN_CODES[Scheme.ANTIQUES]: Special.MARGIN_ANTIQUES,
    MARGIN_CODES[Scheme.TRAVEL]: Special.MARGIN_TRAVEL,
}


def wording_in(special: Special, language: Language, on: date, national: Wordings | None = None) -> Wording:
    """Return the words for a document of a day in a language; a country's own come before the directive's.

    Raises:
        NoWording: the sources we have give none for that day; nothing is translated by guess.
    """
    key = (special, language)
    found = (national or {}).get(key) or WORDINGS.get(key)
    if found is None or on < found.from_day:
        raise NoWording(special, language)
    return found


def find_wording(special: Special, language: Language, on: date, national: Wordings | None = None) -> Wording | None:
    """Return the words for a document of a day in a language, or None where we know none."""
    try:
        return wording_in(special, language, on, national)
    except NoWording:
        return None
