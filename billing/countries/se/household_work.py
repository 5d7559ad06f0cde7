"""Tax reduction for household work in Sweden (ROT and RUT): its share of the labour, and the most in a year.

Inkomstskattelag (1999:1229) 67 kap. 11-19 §§; how the seller claims it: lag (2009:194). Only labour counts, with VAT;
material, travel and equipment don't. The day that the buyer pays decides, which is taken to be the due day. The shares
of ROT are read in the bill that raised and ended the higher one; what else stands here, independent sources say alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from billing.countries.since import Confidence, Since, at
from tenants.kernel.language import Message, msg

Reduction = Literal["rot", "rut"]
REDUCTIONS: tuple[Reduction, ...] = ("rot", "rut")
AGREEING = Confidence.AGREEING
RAISED = "IL (1999:1229) 67 kap.; prop. 2024/25:156"

SHARES: Mapping[Reduction, tuple[Since[Decimal], ...]] = {
    "rot": (
        Since(date(2026, 1, 1), Decimal(30), f"{RAISED}: the higher share ended with 2025"),
        Since(date(2025, 5, 12), Decimal(50), f"{RAISED}: from 12 May to 31 December 2025"),
        Since(date(2016, 1, 1), Decimal(30), "IL (1999:1229) 67 kap.", AGREEING),
    ),
    "rut": (Since(date(2009, 7, 1), Decimal(50), "IL (1999:1229) 67 kap.", AGREEING),),
}
# The most for a person in a year, in SEK: of ROT, and of both together.
MOST_OF_ROT = (Since(date(2025, 1, 1), Decimal(50000), "IL (1999:1229) 67 kap.", AGREEING),)
MOST = (
    Since(
        date(2025, 1, 1),
        Decimal(75000),
        "IL (1999:1229) 67 kap.; prop. 2023/24:86: the separate limits ended with 2024",
        AGREEING,
    ),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: whose reduction it belongs to, its name, and whether its hours are told."""

    reduction: Reduction
    name: Message
    has_hours: bool = True


# As the claim to Skatteverket tells them apart; that laundries and transports have no hours wasn't confirmed.
KINDS: Mapping[str, Kind] = {
    "construction": Kind("rot", msg("construction work")),
    "electricity": Kind("rot", msg("electrical work")),
    "glass_metal": Kind("rot", msg("glazing and sheet metal work")),
    "ground": Kind("rot", msg("ground and drainage work")),
    "masonry": Kind("rot", msg("masonry")),
    "painting": Kind("rot", msg("painting and wallpapering")),
    "plumbing": Kind("rot", msg("heating, water and sanitation work")),
    "cleaning": Kind("rut", msg("cleaning of a home")),
    "clothes": Kind("rut", msg("care of clothes and textiles")),
    "snow": Kind("rut", msg("snow clearing")),
    "gardening": Kind("rut", msg("garden work")),
    "child_care": Kind("rut", msg("child care")),
    "personal_care": Kind("rut", msg("personal care")),
    "moving": Kind("rut", msg("moving services")),
    "it": Kind("rut", msg("IT services at home")),
    "appliances": Kind("rut", msg("repair of household appliances")),
    "furnishing": Kind("rut", msg("furnishing")),
    "supervision": Kind("rut", msg("looking after a home")),
    "transport": Kind("rut", msg("transport of goods to be sold"), has_hours=False),
    "laundry": Kind("rut", msg("washing at a laundry"), has_hours=False),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """The most for one person in a year, in SEK: of ROT, and of ROT and RUT together."""

    rot: Decimal
    both: Decimal


def share(reduction: Reduction, on: date) -> Decimal:
    """Return which part of the labour with VAT is deducted, in percent, when it is paid on a day.

    >>> share("rot", date(2025, 12, 31)), share("rot", date(2026, 1, 1)), share("rut", date(2026, 1, 1))
    (Decimal('50'), Decimal('30'), Decimal('50'))

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    return at(SHARES[reduction], on)


def limits(on: date) -> Limits:
    """Return the most that one person gets in the year of a day.

    >>> limits(date(2026, 11, 23)).both
    Decimal('75000')

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    return Limits(at(MOST_OF_ROT, on), at(MOST, on))
