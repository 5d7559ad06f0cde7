"""Sellers as values, one of each country; the numbers are invented and have valid check digits."""

from datetime import UTC, datetime
from uuid import UUID

from billing.countries.reference_settings import ReferenceKind
from billing.seller.rules import SellerFacts
from tenants.kernel.ids import WorkspaceId

NOTHING = dict.fromkeys((
    "trading_name", "seat", "phone", "website", "iban", "bic", "bankgiro", "plusgiro", "account", "fik_creditor",
    "reference_length", "einvoice_scheme", "einvoice_address", "einvoice_operator", "logo_file_id",
))  # fmt: skip
OF = {
    "FI": {
        "name": "Kuusi Keramiikka Oy", "business_id": "26222226", "vat_id": "FI26222226", "currency": "EUR",
        "iban": "FI9599900100000015", "bic": "NDEAFIHH", "reference_kind": ReferenceKind.FI, "language": "fi",
    },
    "SE": {
        "name": "Ekens Bageri AB", "business_id": "5562222223", "vat_id": "SE556222222301", "currency": "SEK",
        "bankgiro": "9912346", "plusgiro": "4338778", "f_tax": True, "reference_kind": ReferenceKind.OCR,
        "language": "sv",
    },
    "NO": {
        "name": "Fjordbygg AS", "business_id": "910000004", "vat_id": "NO910000004MVA", "currency": "NOK",
        "account": "86011117947", "reference_kind": ReferenceKind.KID10, "language": "nb",
    },
    "DK": {
        "name": "Bøgely ApS", "business_id": "12345674", "vat_id": "DK12345674", "currency": "DKK",
        "fik_creditor": "81234567", "reference_kind": ReferenceKind.FIK71, "language": "da",
    },
}  # fmt: skip


def a_seller(country: str = "FI", **changes: object) -> SellerFacts:
    """Return a seller of a country, with changes."""
    usual = {
        "workspace_id": WorkspaceId(UUID(int=1)),
        "street": "Savikuja 6",
        "postal_code": "06100",
        "city": "Porvoo",
        "country": country,
        "f_tax": False,
        "email": "laskut@seller.example",
        "payment_days": 14,
        "rounds_to_pay": False,
        "accent": "#1f4e79",
        "changed_at": datetime(2026, 11, 22, tzinfo=UTC),
    }
    return SellerFacts(**{**NOTHING, **usual, **OF[country], **changes})
