"""What the seller's settings must be, field by field."""

from dataclasses import dataclass
from typing import Any, Protocol

from billing.countries.reference_settings import ReferenceKind
from billing.documents.look import Look
from billing.seller.rules.fields import Fields
from billing.streams.rules.terms import LARGEST_LEAST
from tenants.kernel.country import CURRENCIES, Country
from tenants.kernel.figures import read_figure
from tenants.kernel.language import LANGUAGES, Message, msg
from tenants.kernel.money import exponent, round_money, to_minor
from tenants.kernel.refusals import Refusal
from tenants.registries.accounts import parse_bic, parse_iban
from tenants.registries.domestic_accounts import (
    parse_bankgiro,
    parse_fik_creditor,
    parse_norwegian_account,
    parse_plusgiro,
)
from tenants.registries.endpoints import Endpoint, parse_endpoint, parse_ovt
from tenants.registries.postal import parse_postal_code
from tenants.registries.vat_ids import parse_vat_id

KINDS: dict[Country, tuple[ReferenceKind, ...]] = {
    "FI": (ReferenceKind.FI, ReferenceKind.RF),
    "SE": (ReferenceKind.OCR,),
    "NO": (ReferenceKind.KID10, ReferenceKind.KID11),
    "DK": (ReferenceKind.FIK71,),
}
# The accounts that one country has, and the fields of which one must be filled for its references to be payable.
DOMESTIC: dict[Country, tuple[str, ...]] = {
    "FI": (),
    "SE": ("bankgiro", "plusgiro"),
    "NO": ("account",),
    "DK": ("fik_creditor",),
}
NEEDED: dict[Country, tuple[tuple[str, ...], Message]] = {
    "FI": (("iban",), msg("The IBAN that the reference is paid to is missing.")),
    "SE": (("bankgiro", "plusgiro"), msg("An OCR number is paid to a bankgiro or plusgiro; one of them is missing.")),
    "NO": (("account",), msg("The account number that the KID is paid to is missing.")),
    "DK": (("fik_creditor",), msg("The creditor number of the FIK card is missing.")),
}
DOMESTIC_PARSERS = {
    "bankgiro": parse_bankgiro,
    "plusgiro": parse_plusgiro,
    "account": parse_norwegian_account,
    "fik_creditor": parse_fik_creditor,
}
# Where invoices are usually rounded as cash is. In Finland they aren't: laki 890/2000, 2 §.
ROUNDED: frozenset[Country] = frozenset({"SE", "NO", "DK"})
FIXED_LENGTHS = range(2, 26)  # OCR and KID have 2 to 25 characters
LONGEST_TERM = 365  # days
OVT_SCHEME = "0216"
ACCENT = "#1f4e79"


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerInput:
    """The settings as typed; name, business id and country are the workspace's company's and can't be given.

    `logo` is a new image as uploaded; None keeps the one there is, `remove_logo` takes it away. An empty reference
    kind, currency, accent or first prefix means what is usual; `first_prefix` is of the series that the first saving
    opens, and isn't read afterwards.
    """

    street: str
    postal_code: str
    city: str
    email: str
    language: str
    trading_name: str | None = None
    vat_id: str | None = None
    seat: str | None = None
    f_tax: bool = False
    phone: str | None = None
    website: str | None = None
    currency: str = ""
    iban: str | None = None
    bic: str | None = None
    bankgiro: str | None = None
    plusgiro: str | None = None
    account: str | None = None
    fik_creditor: str | None = None
    reference_kind: str = ""
    reference_length: int | None = None
    payment_days: int = 14
    rounds_to_pay: bool = False
    least: str | None = None
    einvoice_scheme: str | None = None
    einvoice_address: str | None = None
    einvoice_operator: str | None = None
    logo: bytes | None = None
    remove_logo: bool = False
    accent: str = ACCENT
    first_prefix: str | None = None


def read_seller(found: Fields, typed: SellerInput, country: Country) -> dict[str, Any]:
    """Return the columns that the settings fill, in canonical form; each problem is kept at its field."""
    return {
        "trading_name": found.text("trading_name", typed.trading_name) or None,
        "vat_id": found.parsed("vat_id", typed.vat_id, lambda text: _own_vat_id(text, country)),
        "street": found.text("street", typed.street, msg("The street address is missing.")),
        "postal_code": found.needed("postal_code", typed.postal_code, lambda text: parse_postal_code(country, text)),
        "city": found.text("city", typed.city, msg("The town is missing.")),
        "seat": found.text("seat", typed.seat) or None,
        "f_tax": typed.f_tax and country == "SE",
        "email": found.email("email", typed.email, msg("The e-mail address is missing.")),
        "phone": found.text("phone", typed.phone) or None,
        "website": found.text("website", typed.website) or None,
        "language": found.one_of("language", typed.language, LANGUAGES, msg("Choose a language.")),
        "currency": _currency(found, typed.currency or CURRENCIES[country]),
        **read_accounts(found, typed, country),
        **_reference(found, typed, country),
        "payment_days": _term(found, typed.payment_days),
        "rounds_to_pay": typed.rounds_to_pay and country in ROUNDED,
        "least_minor": _least(found, typed.least, typed.currency.strip().upper() or CURRENCIES[country]),
        **_einvoice(found, typed),
        "accent": _accent(found, typed.accent or ACCENT),
    }


class ForeignVatId(Refusal):
    """The VAT id %(given)s is another country's; the company's own begins with %(country)s."""


def _own_vat_id(text: str, country: Country) -> str:
    vat_id = parse_vat_id(text)
    if not vat_id.startswith(country):
        raise ForeignVatId(given=vat_id, country=country)
    return vat_id


def _currency(found: Fields, typed: str) -> str:
    return found.needed("currency", typed.strip().upper(), lambda code: code if exponent(code) >= 0 else "")


class TypedAccounts(Protocol):
    """Accounts as somebody types them."""

    @property
    def iban(self) -> str | None:
        """An account anywhere."""

    @property
    def bic(self) -> str | None:
        """Its bank."""


def read_accounts(found: Fields, typed: TypedAccounts, country: Country) -> dict[str, str | None]:
    """Return accounts in canonical form; each problem is kept at its field, also that none can be paid to by reference.

    `typed` has the fields `iban`, `bic`, `bankgiro`, `plusgiro`, `account`, `fik_creditor`.
    """
    accounts = {"iban": found.parsed("iban", typed.iban, parse_iban), "bic": found.parsed("bic", typed.bic, parse_bic)}
    if accounts["bic"] and not accounts["iban"]:
        found.blame("iban", msg("A BIC belongs to an IBAN, which is missing."))
    for name, parse in DOMESTIC_PARSERS.items():
        accounts[name] = found.parsed(name, getattr(typed, name), parse)
        if accounts[name] and name not in DOMESTIC[country]:
            found.blame(name, msg("Companies of this country aren't paid to such an account."))
    names, missing = NEEDED[country]
    if not any(accounts[name] for name in names):
        found.blame(names[0], missing)
    return accounts


def _reference(found: Fields, typed: SellerInput, country: Country) -> dict[str, Any]:
    kinds = tuple(kind.value for kind in KINDS[country])
    wrong = msg("Payment references of the kind %(kind)s aren't used in this country.", kind=typed.reference_kind)
    kind = found.one_of("reference_kind", typed.reference_kind or kinds[0], kinds, wrong)
    length = typed.reference_length
    if length is not None and (country not in {"SE", "NO"} or length not in FIXED_LENGTHS):
        found.blame("reference_length", msg("A fixed length of 2 to 25 is agreed for OCR and KID only."))
    return {"reference_kind": kind, "reference_length": length}


def _term(found: Fields, days: int) -> int:
    if not 0 <= days <= LONGEST_TERM:
        found.blame("payment_days", msg("The days to pay are 0 to %(most)s.", most=LONGEST_TERM))
    return days


def _least(found: Fields, typed: str | None, currency: str) -> int | None:
    """Return the least amount of an invoice in minor units of the company's currency; None where there is none."""
    if not (typed or "").strip():
        return None
    try:
        least = round_money(read_figure(typed or ""), currency)
    except Refusal:
        found.blame("least", msg("Write an amount, in figures."))
        return None
    if not 0 < least <= LARGEST_LEAST:
        found.blame("least", msg("The least amount is more than nil and at most a million."))
        return None
    return to_minor(least, currency)


def _einvoice(found: Fields, typed: SellerInput) -> dict[str, str | None]:
    operator = found.text("einvoice_operator", typed.einvoice_operator).upper() or None
    scheme, address = (typed.einvoice_scheme or "").strip(), (typed.einvoice_address or "").strip()
    if not scheme and not address:
        return {"einvoice_scheme": None, "einvoice_address": None, "einvoice_operator": operator}
    try:
        endpoint = _endpoint(scheme, address)
    except Refusal as refusal:
        found.blame("einvoice_address", refusal.message)
        return {"einvoice_scheme": scheme, "einvoice_address": address, "einvoice_operator": operator}
    return {"einvoice_scheme": endpoint.scheme, "einvoice_address": endpoint.id, "einvoice_operator": operator}


def _endpoint(scheme: str, address: str) -> Endpoint:
    """Return an address; an OVT needs no scheme, for Peppol finds it under 0216."""
    if not scheme and ":" not in address:
        return Endpoint(OVT_SCHEME, parse_ovt(address))
    return parse_endpoint(f"{scheme}:{address}" if scheme else address)


def _accent(found: Fields, typed: str) -> str:
    return found.needed("accent", typed.strip().lower(), lambda colour: Look(accent=colour).accent)
