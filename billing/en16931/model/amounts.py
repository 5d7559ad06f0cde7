"""VAT, allowances, charges and totals; amounts are in the invoice currency unless said otherwise."""

from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class VatTreatment:
    """How something is taxed: category (UNTDID 5305: S Z E AE K G O L M B) and rate in percent; O has no rate."""

    category: str = "S"  # BT-95, BT-102, BT-118, BT-151
    rate: Decimal | None = None  # BT-96, BT-103, BT-119, BT-152


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """An allowance or a charge (BG-20, BG-21, BG-27, BG-28); which of them, the tuple it stands in says.

    The amount is positive for both. `vat` is for the document level only: on a line, the line's own treatment holds.
    """

    amount: Decimal  # BT-92, BT-99, BT-136, BT-141
    base_amount: Decimal | None = None  # BT-93, BT-100, BT-137, BT-142
    percentage: Decimal | None = None  # BT-94, BT-101, BT-138, BT-143
    vat: VatTreatment | None = None  # BT-95 and BT-96, BT-102 and BT-103
    reason: str | None = None  # BT-97, BT-104, BT-139, BT-144
    reason_code: str | None = None  # BT-98 and BT-140: UNTDID 5189; BT-105 and BT-145: UNTDID 7161


@dataclass(frozen=True, slots=True, kw_only=True)
class VatSubtotal:
    """The VAT of one category and rate (BG-23)."""

    treatment: VatTreatment  # BT-118, BT-119
    taxable: Decimal = ZERO  # BT-116
    tax: Decimal = ZERO  # BT-117
    exemption_reason: str | None = None  # BT-120
    exemption_code: str | None = None  # BT-121: VATEX


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The document totals (BG-22)."""

    lines: Decimal = ZERO  # BT-106: sum of line net amounts
    allowances: Decimal = ZERO  # BT-107
    charges: Decimal = ZERO  # BT-108
    net: Decimal = ZERO  # BT-109: without VAT
    vat: Decimal = ZERO  # BT-110
    vat_in_vat_currency: Decimal | None = None  # BT-111: only with a VAT accounting currency (BT-6)
    gross: Decimal = ZERO  # BT-112: with VAT
    paid: Decimal = ZERO  # BT-113
    rounding: Decimal = ZERO  # BT-114
    payable: Decimal = ZERO  # BT-115
    claimed: Decimal = ZERO  # no business term: what of BT-113 is claimed from a tax agency (SE: ROT and RUT)
