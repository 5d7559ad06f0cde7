"""The words that VAT law wants on an invoice, and the names of units; each in the document's language.

Sources: VAT directive 2006/112/EC art. 226; FI AVL 209 e §; SE ML (2023:200) 17 kap. 24 §; NO bokføringsforskriften
§ 5-1-1 and the words of Skatteetaten for reverse charge.
"""

from billing.countries.vat_wording import MARGINS, find_wording
from billing.documents.writing import prose
from billing.en16931.model import Invoice, Party, VatSubtotal
from tenants.kernel.language import Language, Message, msg, say, translate

# UNTDID 5305, the categories of EN 16931 that need a reason in words (BR-AE-10, BR-E-10, BR-G-10, BR-IC-10, BR-O-10).
CATEGORIES: dict[str, Message] = {
    "AE": msg("Reverse charge"),
    "E": msg("Exempt from VAT"),
    "G": msg("Export outside the EU"),
    "K": msg("Intra-Community supply"),
    "O": msg("Outside the scope of VAT"),
    "Z": msg("Zero-rated"),
}
# Norway wants these very words, whatever language the rest is in.
NORWEGIAN_REVERSE_CHARGE = "Omvendt avgiftsplikt – Merverdiavgift ikke beregnet"
NORWEGIAN_VALUE_ADDED = "MVA"
SELF_BILLED = frozenset({"389", "261"})  # UNTDID 1001: self-billed invoice, self-billed credit note
HEADINGS: dict[str, Message] = {
    "381": msg("Credit note"),
    "384": msg("Corrected invoice"),
    "386": msg("Prepayment invoice"),
}

# UN/ECE Recommendation 20 and 21: what is usual on Nordic invoices. Other codes are printed as they are.
UNITS: dict[str, Message | str] = {
    "C62": msg("pcs"),
    "EA": msg("pcs"),
    "H87": msg("pcs"),
    "NAR": msg("pcs"),
    "HUR": msg("h"),
    "MIN": "min",
    "DAY": msg("days"),
    "WEE": msg("weeks"),
    "MON": msg("months"),
    "ANN": msg("years"),
    "SET": msg("sets"),
    "PK": msg("packs"),
    "XPK": msg("packs"),
    "XBX": msg("boxes"),
    "LS": msg("lump sum"),
    "E48": msg("services"),
    "GRM": "g",
    "KGM": "kg",
    "TNE": "t",
    "MMT": "mm",
    "CMT": "cm",
    "MTR": "m",
    "KMT": "km",
    "MTK": "m²",
    "MTQ": "m³",
    "LTR": "l",
    "KWH": "kWh",
    "P1": "%",
}


def heading(invoice: Invoice, language: Language) -> str:
    """Return what the document calls itself."""
    usual = HEADINGS["381"] if invoice.is_credit_note else msg("Invoice")
    return translate(HEADINGS.get(invoice.type_code, usual), language)


def unit_name(code: str, language: Language) -> str:
    """Return a unit's short name, or its code where there is no usual one.

    >>> unit_name("HUR", "en"), unit_name("KGM", "fi"), unit_name("XYZ", "fi")
    ('h', 'kg', 'XYZ')
    """
    name = UNITS.get(code, code)
    return name if isinstance(name, str) else translate(name, language)


def category_name(category: str, language: Language) -> str:
    """Return what a VAT category without a rate is called on the breakdown."""
    return translate(CATEGORIES[category], language) if category in CATEGORIES else category


def treatment_name(subtotal: VatSubtotal, invoice: Invoice, language: Language) -> str:
    """Return what a row of the breakdown without a rate is called; a margin scheme by the words that the law wants."""
    special = MARGINS.get(subtotal.exemption_code or "")
    if special is None:
        return category_name(subtotal.treatment.category, language)
    found = find_wording(special, language, invoice.issued_on)
    return found.text if found else prose(subtotal.exemption_reason)


def vat_wordings(invoice: Invoice, language: Language) -> tuple[str, ...]:
    """Return the sentences that say more about VAT than the breakdown's rows do, each once.

    Those rows name their category already; here stand the stated reason (BT-120), self-billing, and Norway's own words.
    """
    said: dict[str, None] = {}
    if invoice.type_code in SELF_BILLED:
        said[translate(msg("Self-billing"), language)] = None
    for subtotal in invoice.vat_breakdown:
        category = subtotal.treatment.category
        if category not in CATEGORIES:
            continue
        name, reason = treatment_name(subtotal, invoice, language), prose(subtotal.exemption_reason)
        if reason.casefold().startswith(name.casefold()):
            reason = reason[len(name) :].lstrip(" :–-.")
        if reason:
            said[f"{name}: {reason}"] = None
        if category == "AE" and country_of(invoice.seller) == "NO" and NORWEGIAN_REVERSE_CHARGE not in (name, reason):
            said[NORWEGIAN_REVERSE_CHARGE] = None
    return tuple(said)


def country_of(party: Party) -> str | None:
    """Return the country of a party's address, or of its VAT id where the address says none."""
    if party.address and party.address.country:
        return party.address.country
    return party.vat_id[:2] if party.vat_id else None


def vat_label(seller_country: str | None, language: Language) -> str:
    """Return what value added tax is called: MVA for a Norwegian seller in any language but English."""
    if seller_country == "NO" and language != "en":
        return NORWEGIAN_VALUE_ADDED
    return say("VAT", language)
