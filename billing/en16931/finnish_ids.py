"""Finnish identifiers as e-invoicing needs them: Y-tunnus, OVT, VAT number, and the Peppol address that follows."""

import re

from billing.en16931.model import Identifier, Party

OVT_SCHEME = "0216"  # the only Finnish scheme left in Peppol: 0037, 0212, 0213 and 0215 were withdrawn
OVT = re.compile(r"0037\d{8}[0-9A-Z]{0,5}")  # SFS 5748: 0037, the Y-tunnus without its hyphen, an own suffix
BUSINESS_ID = re.compile(r"(\d{7})-?(\d)")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


def business_id_digits(text: str | None) -> str | None:
    """Return the eight digits of a valid Y-tunnus, also out of a Finnish VAT number; None where it isn't one.

    The check digit is modulo 11 with the weights 7, 9, 10, 5, 8, 4, 2; a remainder of 1 is never given out.

    >>> business_id_digits("9123456-5"), business_id_digits("FI91234565"), business_id_digits("9123456-6")
    ('91234565', '91234565', None)
    """
    match = BUSINESS_ID.fullmatch((text or "").replace(" ", "").upper().removeprefix("FI"))
    if match is None:
        return None
    remainder = sum(int(digit) * weight for digit, weight in zip(match[1], WEIGHTS, strict=True)) % 11
    return match[1] + match[2] if remainder != 1 and int(match[2]) == (11 - remainder) % 11 else None


def is_finnish(party: Party) -> bool:
    """Return whether a party is Finnish by its address; without a country, by its VAT number or Y-tunnus."""
    if party.address and party.address.country:
        return party.address.country == "FI"
    registration = party.legal_registration.value if party.legal_registration else ""
    return (party.vat_id or "").upper().startswith("FI") or BUSINESS_ID.fullmatch(registration) is not None


def peppol_address(party: Party) -> Identifier | None:
    """Return where Peppol finds a party (BT-34, BT-49), or None.

    An OVT under whatever scheme goes under 0216; another scheme of four digits stays as it is. Otherwise the address is
    made of a Finnish party's valid Y-tunnus or VAT number.
    """
    stated = party.electronic_address
    ovt = stated and stated.value.replace(" ", "").replace("-", "").upper()
    if ovt and OVT.fullmatch(ovt):
        return Identifier(ovt, OVT_SCHEME)
    if stated and stated.scheme and re.fullmatch(r"\d{4}", stated.scheme) and stated.scheme != "0037":
        return stated
    if not is_finnish(party):
        return None
    registration = party.legal_registration.value if party.legal_registration else None
    digits = business_id_digits(registration) or business_id_digits(party.vat_id)
    return Identifier(f"0037{digits}", OVT_SCHEME) if digits else None


def vat_number(party: Party) -> str | None:
    """Return a party's VAT number (BT-31, BT-48) with the prefix that BR-CO-09 demands, which Finnish files may omit.

    >>> vat_number(Party(name="Kuusi Oy", vat_id="9123456-5"))
    'FI91234565'
    """
    bare = (party.vat_id or "").replace(" ", "").upper()
    prefixed = BUSINESS_ID.fullmatch(bare.removeprefix("FI"))
    if prefixed and (bare.startswith("FI") or party.address is None or is_finnish(party)):
        return f"FI{prefixed[1]}{prefixed[2]}"
    return bare or None
