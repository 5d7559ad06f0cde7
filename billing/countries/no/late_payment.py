"""Norwegian late payment: forsinkelsesrenteloven (1976:100), inkassoforskriften.

A new inkassolov is proposed (Prop. 3 L (2025-2026)); whether it was adopted isn't confirmed, so no row anticipates it.
"""

from datetime import date
from decimal import Decimal

from billing.countries.late_rules import CollectionRules, DayCount, ReminderRules
from billing.countries.since import Confidence, Since, at, at_half_year

S, S2 = Confidence.SECONDARY, Confidence.AGREEING
LIST = "forsinkelsesrente.net"

INTEREST_RATE = (
    # The whole rate, set for each half-year by regulation: forsinkelsesrenteloven § 3. Newest first.
    Since(date(2026, 7, 1), Decimal("12.25"), "one public file citing Finanstilsynet", S),
    Since(date(2026, 1, 1), Decimal("12.00"), "FOR-2025-12-18-2658", S2),
    Since(date(2025, 7, 1), Decimal("12.25"), "FOR-2025-06-23-1321"),
    Since(date(2025, 1, 1), Decimal("12.50"), "FOR-2024-12-19-3279"),
    Since(date(2024, 7, 1), Decimal("12.50"), "FOR-2024-06-26-1320; policy rate 4.50", Confidence.DERIVED),
    Since(date(2024, 1, 1), Decimal("12.50"), "regjeringen.no id3019071"),
    Since(date(2023, 7, 1), Decimal("11.75"), LIST, S),
    Since(date(2023, 1, 1), Decimal("10.75"), "regnskapnorge.no", S2),
    Since(date(2022, 7, 1), Decimal("9.25"), "community.visma.com", S2),
    Since(date(2022, 1, 1), Decimal("8.50"), LIST, S),
    Since(date(2021, 7, 1), Decimal("8.00"), LIST, S),
    Since(date(2021, 1, 1), Decimal("8.00"), LIST, S),
    Since(date(2020, 7, 1), Decimal("8.00"), LIST, S),
    Since(date(2020, 1, 1), Decimal("9.50"), LIST, S),
    Since(date(2019, 7, 1), Decimal("9.25"), LIST, S),
)
COMPENSATION = (
    # Standardkompensasjon, set with the rate: § 3 a. 2020H1, 2021H1, 2023H2 and 2024H2 weren't found.
    Since(date(2026, 7, 1), Decimal(430), "one public file citing Finanstilsynet", S),
    Since(date(2026, 1, 1), Decimal(460), "FOR-2025-12-18-2658", S2),
    Since(date(2025, 7, 1), Decimal(460), "FOR-2025-06-23-1321"),
    Since(date(2025, 1, 1), Decimal(470), "FOR-2024-12-19-3279"),
    Since(date(2024, 1, 1), Decimal(470), "regjeringen.no id3019071"),
    Since(date(2023, 1, 1), Decimal(410), "regnskapnorge.no", S2),
    Since(date(2022, 7, 1), Decimal(400), "community.visma.com", S2),
    Since(date(2022, 1, 1), Decimal(390), LIST, S),
    Since(date(2021, 7, 1), Decimal(400), "totalkapital.no", S),
    Since(date(2020, 7, 1), Decimal(430), "bsregnskap.no", S),
    Since(date(2019, 7, 1), Decimal(390), "hokas.no", S),
)
INKASSOSATS = (
    Since(date(2026, 1, 1), Decimal(750), "inkassoforskriften § 1-1, 2026", S2),
    Since(date(2020, 10, 1), Decimal(700), "inkassoforskriften § 1-1", S),
)
PART_OF_REMINDER = Decimal(20)


def interest_rate(on: date, *, business: bool) -> Decimal:
    """Return the yearly rate, in percent, on a payment that is late on a day; the same for everybody.

    Forsinkelsesrenteloven § 3: set as a whole for each half-year, at least the policy rate plus eight points.

    >>> interest_rate(date(2026, 3, 1), business=True)
    Decimal('12.00')

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    del business
    return at_half_year(INTEREST_RATE, on)


def reminder_fee(on: date, *, business: bool) -> Decimal:
    """Return the most, in kroner, that a reminder or inkassovarsel may cost: a twentieth of the inkassosats.

    Inkassoforskriften §§ 1-1, 1-2. For 2026 the published figure is 38, rounded from 37.50; we stay at the formula.

    >>> reminder_fee(date(2025, 12, 31), business=False), reminder_fee(date(2026, 1, 1), business=False)
    (Decimal('35'), Decimal('37.5'))

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    del business
    return at(INKASSOSATS, on) / PART_OF_REMINDER


def reminder_rules(on: date, *, business: bool) -> ReminderRules:
    """Return when a reminder with a fee may go out: 14 days after the due day, and twice at most.

    The second fee needs a first letter whose deadline of 14 days was missed. Inkassoforskriften §§ 1-1 to 1-3.

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    fee = reminder_fee(on, business=business)
    source = "inkassoforskriften §§ 1-1 to 1-3"
    return ReminderRules(fee, "NOK", days_after_due=14, days_between=14, most_with_fee=2, source=source)


def compensation(on: date) -> Decimal:
    """Return the lump sum, in kroner, that a business owes another for being late, never beside a reminder fee.

    Forsinkelsesrenteloven § 3 a: set for each half-year.

    Raises:
        NoFigure: nothing is confirmed for that half-year.
    """
    return at_half_year(COMPENSATION, on)


def collection_rules(*, business: bool) -> CollectionRules:
    """Return what comes before collection: an inkassovarsel with 14 days from the day it was sent. Inkassoloven § 9."""
    del business
    return CollectionRules(
        reminder_first=False, warning_first=True, warning_deadline_days=14, source="inkassoloven § 9"
    )


def day_count() -> DayCount:
    """Return how days of interest are counted: actual days over 365."""
    return DayCount.ACTUAL_365
