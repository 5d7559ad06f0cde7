"""What is invoiced."""

from dataclasses import dataclass
from decimal import Decimal

from billing.en16931.model.amounts import ZERO, Adjustment, VatTreatment
from billing.en16931.model.parties import Identifier
from billing.en16931.model.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """The unit price without VAT (BG-29), per `base_quantity` units; not rounded to the currency."""

    net: Decimal  # BT-146: after the discount
    discount: Decimal | None = None  # BT-147
    gross: Decimal | None = None  # BT-148: before the discount
    base_quantity: Decimal | None = None  # BT-149: 1 where absent
    base_unit: str | None = None  # BT-150


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """A class that an item belongs to (BT-158)."""

    code: str  # BT-158
    scheme: str | None = None  # BT-158-1: UNTDID 7143, such as TST for UNSPSC or STI for CPV
    version: str | None = None  # BT-158-2


@dataclass(frozen=True, slots=True)
class Attribute:
    """A property of an item (BG-32), such as colour and red."""

    name: str  # BT-160
    value: str  # BT-161


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The goods or service (BG-31)."""

    name: str  # BT-153
    description: str | None = None  # BT-154
    seller_id: str | None = None  # BT-155
    buyer_id: str | None = None  # BT-156
    standard_id: Identifier | None = None  # BT-157: such as a GTIN under 0160
    classifications: tuple[Classification, ...] = ()  # BT-158
    origin_country: str | None = None  # BT-159: ISO 3166-1 alpha-2
    attributes: tuple[Attribute, ...] = ()  # BG-32


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line (BG-25)."""

    id: str  # BT-126
    quantity: Decimal  # BT-129
    price: Price  # BG-29
    item: Item  # BG-31
    vat: VatTreatment  # BG-30
    unit: str = "C62"  # BT-130: UN/ECE Recommendation 20 and 21; C62 is one
    net: Decimal = ZERO  # BT-131: computed by `arithmetic.completed`
    note: str | None = None  # BT-127
    object_id: Identifier | None = None  # BT-128: the scheme is of UNTDID 1153
    order_line: str | None = None  # BT-132
    accounting: str | None = None  # BT-133
    period: Period | None = None  # BG-26
    allowances: tuple[Adjustment, ...] = ()  # BG-27
    charges: tuple[Adjustment, ...] = ()  # BG-28
