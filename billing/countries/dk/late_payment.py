"""Danish late payment: renteloven (LBK 459/2014), inkassoloven."""

from datetime import date
from decimal import Decimal

from billing.countries.late_rules import CollectionRules, DayCount, ReminderRules
from billing.countries.since import Confidence, Since, at, at_half_year

S, S2 = Confidence.SECONDARY, Confidence.AGREEING
LIST = "forbrug.dk, list of 2013–2023"
TABLES = "public rate table; global-rates.com"

REFERENCE_RATE = (
    # Danmarks Nationalbank, lending rate on 1 January and 1 July: renteloven § 5. Newest first.
    # 2026H2 wasn't found: interest is refused from 1 July 2026 until a row stands here.
    Since(date(2026, 1, 1), Decimal("1.75"), TABLES, S2),
    Since(date(2025, 7, 1), Decimal("1.75"), TABLES, S2),
    Since(date(2025, 1, 1), Decimal("2.75"), TABLES, S2),
    Since(date(2024, 7, 1), Decimal("3.50"), TABLES, S2),
    Since(date(2024, 1, 1), Decimal("3.75"), TABLES, S2),
    Since(date(2023, 7, 1), Decimal("3.25"), TABLES, S2),
    Since(date(2023, 1, 1), Decimal("1.90"), TABLES, S2),
    Since(date(2022, 7, 1), Decimal("-0.45"), LIST, S),
    Since(date(2022, 1, 1), Decimal("-0.45"), LIST, S),
    Since(date(2021, 7, 1), Decimal("-0.35"), LIST, S),
    Since(date(2021, 1, 1), Decimal("0.05"), LIST, S),
    Since(date(2020, 7, 1), Decimal("0.05"), LIST, S),
    Since(date(2020, 1, 1), Decimal("0.05"), LIST, S),
    Since(date(2019, 7, 1), Decimal("0.05"), LIST, S),
)
# Eight points for claims due from 2013-03-01; every half-year in the table is later than that.
MARGIN = Decimal(8)
# The act as consolidated on this day; what earlier reminders cost isn't vouched for.
CONSOLIDATED = date(2014, 5, 13)
REMINDER_FEE = (Since(CONSOLIDATED, Decimal(100), "renteloven § 9 b", S2),)
COMPENSATION = (Since(CONSOLIDATED, Decimal(310), "renteloven § 9 a, stk. 3", S),)


def interest_rate(on: date, *, business: bool) -> Decimal:
    """Return the yearly rate, in percent, on a payment that is late on a day; the same for everybody.

    Renteloven § 5: the lending rate of the half-year plus eight percentage points.

    >>> interest_rate(date(2022, 3, 1), business=False), interest_rate(date(2026, 3, 1), business=True)
    (Decimal('7.55'), Decimal('9.75'))

    Raises:
        NoFigure: no lending rate is confirmed for that half-year.
    """
    del business
    return at_half_year(REFERENCE_RATE, on) + MARGIN


def reminder_fee(on: date, *, business: bool) -> Decimal:
    """Return the most, in kroner, that a reminder may cost. Renteloven § 9 b.

    >>> reminder_fee(date(2026, 11, 23), business=True)
    Decimal('100')

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    del business
    return at(REMINDER_FEE, on)


def reminder_rules(on: date, *, business: bool) -> ReminderRules:
    """Return when a reminder with a fee may go out: after the due day, 10 days apart, three at most. Renteloven § 9 b.

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    fee = reminder_fee(on, business=business)
    return ReminderRules(fee, "DKK", days_after_due=1, days_between=10, most_with_fee=3, source="renteloven § 9 b")


def compensation(on: date) -> Decimal:
    """Return the lump sum, in kroner, that a business owes another for being late. Renteloven § 9 a, stk. 3.

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    return at(COMPENSATION, on)


def collection_rules(*, business: bool) -> CollectionRules:
    """Return what comes before collection: a written demand, 10 days from its sending. Inkassoloven § 10."""
    del business
    return CollectionRules(
        reminder_first=False, warning_first=True, warning_deadline_days=10, source="inkassoloven § 10"
    )


def day_count() -> DayCount:
    """Return how days of interest are counted by custom: months of 30 days, years of 360; a setting may differ."""
    return DayCount.THIRTY_360
