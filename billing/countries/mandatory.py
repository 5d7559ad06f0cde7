"""What an invoice has to say by law, point by point, with each country's paragraph.

The points are those of directive 2006/112/EC art. 226. FI AVL 209 e § counts them alike, and so does the list of SE ML
(2023:200) 17:24, whose own figures weren't compared one by one; DK momsbekendtgørelsen (1435/2023) § 58 and § 59 as
read; NO bokføringsforskriften § 5-1-1 and § 5-1-2.
"""

from collections.abc import Mapping
from enum import StrEnum

from tenants.kernel.country import Country
from tenants.kernel.language import Language


class Point(StrEnum):
    """One thing that the law wants said."""

    ISSUE_DATE = "issue_date"
    NUMBER = "number"
    SELLER_VAT_NUMBER = "seller_vat_number"
    BUYER_VAT_NUMBER = "buyer_vat_number"
    PARTIES = "parties"
    KIND = "kind"
    SUPPLY_DAY = "supply_day"
    BASE = "base"
    RATE = "rate"
    TAX = "tax"
    EXEMPTION = "exemption"
    REVERSE_CHARGE = "reverse_charge"
    SELF_BILLING = "self_billing"
    MARGIN_TRAVEL = "margin_travel"
    MARGIN_GOODS = "margin_goods"
    CORRECTED = "corrected"
    DUE_DAY = "due_day"
    NATIONAL_CURRENCY = "national_currency"


_FI, _SE, _NO = "AVL 209 e §", "ML (2023:200) 17 kap. 24 §", "bokføringsforskriften § 5-1-1"
_DK = "momsbekendtgørelsen § 58, stk. 1, nr."
# Where a country has no such point, its invoices needn't say it.
PARAGRAPHS: Mapping[Point, Mapping[Country, str]] = {
    Point.ISSUE_DATE: {"FI": f"{_FI} 1 k.", "SE": _SE, "NO": f"{_NO}, nr. 1", "DK": f"{_DK} 1"},
    Point.NUMBER: {"FI": f"{_FI} 2 k.", "SE": _SE, "NO": f"{_NO}, nr. 1", "DK": f"{_DK} 2"},
    Point.SELLER_VAT_NUMBER: {
        "FI": f"{_FI} 3 k.", "SE": _SE, "NO": "bokføringsforskriften § 5-1-2", "DK": f"{_DK} 3",
    },
    Point.BUYER_VAT_NUMBER: {"FI": f"{_FI} 4 k.", "SE": _SE, "DK": "momsbekendtgørelsen § 59, nr. 1"},
    Point.PARTIES: {"FI": f"{_FI} 5 k.", "SE": _SE, "NO": f"{_NO}, nr. 2", "DK": f"{_DK} 4"},
    Point.KIND: {"FI": f"{_FI} 6 k.", "SE": _SE, "NO": f"{_NO}, nr. 3", "DK": f"{_DK} 5"},
    Point.SUPPLY_DAY: {"FI": f"{_FI} 7 k.", "SE": _SE, "NO": f"{_NO}, nr. 4", "DK": f"{_DK} 6"},
    Point.BASE: {"FI": f"{_FI} 8 k.", "SE": _SE, "NO": f"{_NO}, nr. 5", "DK": f"{_DK} 7"},
    Point.RATE: {"FI": f"{_FI} 9 k.", "SE": _SE, "NO": f"{_NO}, nr. 6", "DK": f"{_DK} 8"},
    Point.TAX: {"FI": f"{_FI} 10 k.", "SE": _SE, "NO": f"{_NO}, nr. 6", "DK": f"{_DK} 9"},
    Point.EXEMPTION: {
        "FI": f"{_FI} 11 k.", "SE": _SE, "NO": f"{_NO}, nr. 6", "DK": "momsbekendtgørelsen § 58, stk. 3",
    },
    Point.REVERSE_CHARGE: {"FI": f"{_FI} 12 k.", "SE": _SE, "NO": _NO, "DK": "momsbekendtgørelsen § 59, nr. 3"},
    Point.SELF_BILLING: {"FI": f"{_FI} 13 k.", "SE": _SE, "DK": "momsbekendtgørelsen § 70"},
    Point.MARGIN_TRAVEL: {"FI": f"{_FI} 15 k.", "SE": _SE, "DK": "2006/112/EF art. 226, nr. 13"},
    Point.MARGIN_GOODS: {"FI": f"{_FI} 16 k.", "SE": _SE, "DK": "2006/112/EF art. 226, nr. 14"},
    Point.CORRECTED: {
        "FI": f"{_FI} 18 k.", "SE": _SE, "NO": "bokføringsforskriften § 5-2-7",
        "DK": "momsbekendtgørelsen § 58, stk. 2",
    },
    Point.DUE_DAY: {"NO": f"{_NO}, nr. 5"},
    Point.NATIONAL_CURRENCY: {
        "FI": f"{_FI} 10 k.", "SE": _SE, "NO": f"{_NO}, nr. 6", "DK": "2006/112/EF art. 230",
    },
}  # fmt: skip

# In which languages a sales document may be written, where the law says so (kontohjelp.no names bokføringsloven § 12).
LANGUAGES_BY_LAW: Mapping[Country, tuple[frozenset[Language], str]] = {
    "NO": (frozenset({"nb", "sv", "da", "en"}), "bokføringsloven § 12"),
}


def language_law(language: Language, country: Country) -> str | None:
    """Return the paragraph that keeps a seller of a country from writing invoices in a language, None if it may.

    >>> language_law("fi", "NO"), language_law("en", "NO"), language_law("fi", "SE")
    ('bokføringsloven § 12', None, None)
    """
    allowed = LANGUAGES_BY_LAW.get(country)
    return allowed[1] if allowed and language not in allowed[0] else None


def paragraph(point: Point, country: Country) -> str | None:
    """Return where a country's law wants something said, or None where it doesn't.

    >>> paragraph(Point.PARTIES, "FI"), paragraph(Point.DUE_DAY, "NO"), paragraph(Point.DUE_DAY, "SE")
    ('AVL 209 e § 5 k.', 'bokføringsforskriften § 5-1-1, nr. 5', None)
    """
    return PARAGRAPHS[point].get(country)
