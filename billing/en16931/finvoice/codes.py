"""Codes that Finvoice and EN 16931 write differently: kinds of document, units, VAT categories, accounts, roles."""

import re

from billing.en16931.model.invoice import CREDIT_NOTE_CODES

# InvoiceTypeCode (Finvoice 3.0 guidelines) to UNTDID 1001; interest notes, collections and reminders have no
# code of their own there.
KIND_TO_UNTDID = {"INV01": "380", "INV02": "381", "INV06": "325", "INV07": "389"}
UNTDID_TO_KIND = {"325": "INV06", "389": "INV07"}
INVOICE = "380"
CREDIT_NOTE = "381"

# What Finnish senders write as QuantityUnitCode, to UN/ECE Recommendation 20; the first of a code is what is written.
UNITS = {
    "kpl": "C62", "st": "C62", "pcs": "C62", "kappale": "C62", "h": "HUR", "t": "HUR", "tunti": "HUR", "tuntia": "HUR",
    "min": "MIN", "pv": "DAY", "päivä": "DAY", "vrk": "DAY", "vko": "WEE", "viikko": "WEE", "kk": "MON",
    "kuukausi": "MON",
    "v": "ANN", "vuosi": "ANN", "kg": "KGM", "g": "GRM", "tn": "TNE", "ton": "TNE", "l": "LTR", "ltr": "LTR",
    "m": "MTR", "cm": "CMT", "mm": "MMT", "km": "KMT", "m2": "MTK", "m²": "MTK", "m3": "MTQ", "m³": "MTQ",
    "kwh": "KWH", "mwh": "MWH", "erä": "LS", "ltk": "BX", "pkt": "PK", "pari": "PR", "sarja": "SET", "set": "SET",
}  # fmt: skip
PIECE = "C62"

# Codes of UNTDID 5305 in files older than EN 16931, to the categories that it keeps.
OLDER_CATEGORIES = {"AA": "S", "H": "S", "AB": "E", "AC": "S"}
EXEMPT = frozenset(
    {"E", "AE", "K", "G", "O"}
)  # must say why (BR-E-10, BR-AE-10 ...); S and Z must not (BR-S-10, BR-Z-10)

MODE = "EN16931"  # SpecificationIdentifier of a message that follows the standard
# UNTDID 3035: the roles of parties that have no block of their own in Finvoice.
PAYEE, TAX_REPRESENTATIVE = "PE", "LC"
IBAN = re.compile("[A-Z]{2}[0-9]{2}[A-Za-z0-9]{11,30}")
EPI_NAME = 35  # characters for the beneficiary's name in a payment order

_NAMES: dict[str, str] = {}
for _name, _code in UNITS.items():
    _NAMES.setdefault(_code, _name)


def kind_of(type_code: str) -> str:
    """Return the InvoiceTypeCode that a UNTDID 1001 code is written as.

    >>> kind_of("380"), kind_of("381"), kind_of("384")
    ('INV01', 'INV02', 'INV01')
    """
    return "INV02" if type_code in CREDIT_NOTE_CODES else UNTDID_TO_KIND.get(type_code, "INV01")


def unit_name(code: str) -> str:
    """Return what a Finnish reader calls a unit; the code itself where it has no short name.

    >>> unit_name("MON"), unit_name("XKG")
    ('kk', 'XKG')
    """
    return _NAMES.get(code, code)


def unit_code(name: str) -> str:
    """Return the UN/ECE code of a unit's Finnish short name; pieces where the name isn't known.

    >>> unit_code("Kk"), unit_code("")
    ('MON', 'C62')
    """
    return UNITS.get(name.strip().rstrip(".").lower(), PIECE)
