"""Who sells, buys, is paid or represents."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identifier:
    """A value and the scheme that gives it meaning: an ICD or EAS code such as 0216, or UNTDID 1153 for objects."""

    value: str
    scheme: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address (BG-5, BG-8, BG-12, BG-15)."""

    line1: str | None = None  # BT-35, BT-50, BT-64, BT-75
    line2: str | None = None  # BT-36, BT-51, BT-65, BT-76
    line3: str | None = None  # BT-162, BT-163, BT-164, BT-165
    city: str | None = None  # BT-37, BT-52, BT-66, BT-77
    postal_code: str | None = None  # BT-38, BT-53, BT-67, BT-78
    subdivision: str | None = None  # BT-39, BT-54, BT-68, BT-79
    country: str | None = None  # BT-40, BT-55, BT-69, BT-80: ISO 3166-1 alpha-2


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person or department to ask (BG-6, BG-9)."""

    name: str | None = None  # BT-41, BT-56
    phone: str | None = None  # BT-42, BT-57
    email: str | None = None  # BT-43, BT-58


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A seller (BG-4), buyer (BG-7), payee (BG-10) or the seller's tax representative (BG-11).

    A payee has a name, identifiers and a legal registration only; a tax representative a name, a VAT id and an address.
    """

    name: str  # BT-27, BT-44, BT-59, BT-62
    trading_name: str | None = None  # BT-28, BT-45
    identifiers: tuple[Identifier, ...] = ()  # BT-29, BT-46, BT-60
    legal_registration: Identifier | None = None  # BT-30, BT-47, BT-61: Y-tunnus, organisationsnummer, CVR ...
    vat_id: str | None = None  # BT-31, BT-48, BT-63
    tax_registration: str | None = None  # BT-32: the local tax status, such as "Godkänd för F-skatt"
    legal_form: str | None = None  # BT-33: further legal information, such as "Foretaksregisteret"
    electronic_address: Identifier | None = None  # BT-34, BT-49: where e-invoices reach the party
    address: Address | None = None  # BG-5, BG-8, BG-12
    contact: Contact | None = None  # BG-6, BG-9
