"""The countries whose VAT is that of the Union, by day: who may be sold to without VAT as another member state.

Directive 2006/112/EC art. 5; accession and withdrawal treaties. Not told apart, on purpose: parts of a member state
outside its VAT territory (Åland, the Canary Islands, Livigno ...: art. 6), and Northern Ireland, which is in it for
goods only and has ids of its own (XI). Whoever bills there writes the category that holds.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

GREECE_IN_VAT_IDS = "EL"  # art. 215
NORTHERN_IRELAND = "XI"


class Stay(NamedTuple):
    """From when until when a country is in the Union; the days are included."""

    from_day: date
    to_day: date | None = None


FOUNDING_RULES = date(2007, 1, 1)  # the directive applies since then; older supplies aren't vouched for
MEMBERS: Mapping[str, Stay] = {
    **dict.fromkeys(
        (
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HU", "IE", "IT", "LT", "LU", "LV",
            "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
        ),
        Stay(FOUNDING_RULES),
    ),
    "HR": Stay(date(2013, 7, 1)),  # treaty of accession, OJ L 112, 24.4.2012
    "GB": Stay(FOUNDING_RULES, date(2020, 12, 31)),  # withdrawal agreement art. 126: the end of the transition
    "MC": Stay(FOUNDING_RULES),  # art. 7: treated as France
}  # fmt: skip


def in_union(country: str, on: date) -> bool:
    """Return whether a country's VAT is that of the Union on a supply day.

    >>> in_union("HR", date(2013, 6, 30)), in_union("GB", date(2020, 12, 31)), in_union("NO", date(2026, 11, 23))
    (False, True, False)
    """
    stay = MEMBERS.get(country)
    return stay is not None and stay.from_day <= on and (stay.to_day is None or on <= stay.to_day)


def country_of_vat_id(vat_id: str) -> str:
    """Return the country that gave out a VAT id: Greece writes EL, Northern Ireland XI.

    >>> country_of_vat_id("EL123456783"), country_of_vat_id("XI123456782"), country_of_vat_id("SE556222222301")
    ('GR', 'GB', 'SE')
    """
    return {GREECE_IN_VAT_IDS: "GR", NORTHERN_IRELAND: "GB"}.get(vat_id[:2], vat_id[:2])
