"""Kinds of sale whose VAT isn't charged the usual way at home: by the buyer, or on the seller's margin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from billing.countries.since import Confidence
from tenants.kernel.country import Country


class Scheme(StrEnum):
    """What is sold, by the name that files give it."""

    CONSTRUCTION = "construction"
    SCRAP = "scrap"
    EMISSIONS = "emissions"
    GOLD = "gold"
    ELECTRONICS = "electronics"
    USED_GOODS = "used_goods"
    ART = "art"
    ANTIQUES = "antiques"
    TRAVEL = "travel"


REVERSE_CHARGE_CODE = "VATEX-EU-AE"
# VATEX codes of the margin schemes: directive 2006/112/EC art. 313 (goods) and 306 (travel agents).
MARGIN_CODES: Mapping[Scheme, str] = {
    Scheme.USED_GOODS: "VATEX-EU-F",
    Scheme.ART: "VATEX-EU-I",
    Scheme.ANTIQUES: "VATEX-EU-J",
    Scheme.TRAVEL: "VATEX-EU-D",
}
# Margin schemes of a country's law that can't be billed, with their statute. Norway's avansesystemet is for used goods,
# works of art, collector's items and antiques (Skatteetaten, Merverdiavgiftshåndboken M-4-10.2, on mval. §§ 4-5, 4-6);
# what the sales document has to say of it wasn't found in any source, and the directive's words aren't Norway's.
UNWORDED: Mapping[Country, Mapping[str, str]] = {
    "NO": {scheme.value: "mval. § 4-5" for scheme in (Scheme.USED_GOODS, Scheme.ART, Scheme.ANTIQUES)},
}


@dataclass(frozen=True, slots=True)
class VatScheme:
    """A scheme of one country, where its law has it; the days are supply days, both included."""

    scheme: Scheme
    statute: str
    from_day: date
    to_day: date | None = None
    confidence: Confidence = Confidence.OFFICIAL

    @property
    def category(self) -> Literal["AE", "E"]:
        """Return the category (UNTDID 5305): exempt on the invoice under a margin scheme, else reverse charge."""
        return "E" if self.scheme in MARGIN_CODES else "AE"

    @property
    def code(self) -> str:
        """Return why no VAT is charged, as a VATEX code."""
        return MARGIN_CODES.get(self.scheme, REVERSE_CHARGE_CODE)

    @property
    def reason(self) -> str | None:
        """Return what stands after the words of a reverse charge; a margin scheme is named by its words alone."""
        return None if self.scheme in MARGIN_CODES else self.statute


def schemes_on(table: Iterable[VatScheme], day: date) -> Mapping[str, VatScheme]:
    """Return the schemes in force on a supply day, by the name that files give them."""
    return {row.scheme.value: row for row in table if row.from_day <= day and (row.to_day is None or day <= row.to_day)}
