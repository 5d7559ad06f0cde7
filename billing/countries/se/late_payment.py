"""Swedish late payment: räntelag (1975:635), lag (1981:739) om ersättning för inkassokostnader m.m."""

from datetime import date
from decimal import Decimal

from billing.countries.late_rules import CollectionRules, DayCount, ReminderRules
from billing.countries.since import Confidence, Since, at, at_half_year

LIST = "riksbank.se, list of 2002–2023"

REFERENCE_RATE = (
    # Riksbanken, for each half-year: räntelag (1975:635) 9 §, policy rate rounded up to the next half. Newest first.
    Since(date(2026, 7, 1), Decimal("2.00"), "one public file", Confidence.SECONDARY),
    Since(date(2026, 1, 1), Decimal("2.00"), "two public files", Confidence.AGREEING),
    Since(date(2025, 7, 1), Decimal("2.00"), "SFS 2025:809"),
    Since(date(2025, 1, 1), Decimal("3.00"), "SFS 2024:1373"),
    Since(date(2024, 7, 1), Decimal("4.00"), "SFS 2024:613"),
    Since(date(2024, 1, 1), Decimal("4.00"), "SFS 2023:954"),
    Since(date(2023, 7, 1), Decimal("3.50"), "SFS 2023:509"),
    Since(date(2023, 1, 1), Decimal("2.50"), "SFS 2023:1"),
    Since(date(2022, 7, 1), Decimal("0.50"), "SFS 2022:1339"),
    Since(date(2022, 1, 1), Decimal("0.00"), "SFS 2022:1"),
    Since(date(2021, 7, 1), Decimal("0.00"), LIST, Confidence.SECONDARY),
    Since(date(2021, 1, 1), Decimal("0.00"), LIST, Confidence.SECONDARY),
    Since(date(2020, 7, 1), Decimal("0.00"), LIST, Confidence.SECONDARY),
    Since(date(2020, 1, 1), Decimal("0.00"), LIST, Confidence.SECONDARY),
    Since(date(2019, 7, 1), Decimal("0.00"), LIST, Confidence.SECONDARY),
)
MARGIN = Decimal(8)
REMINDER_FEE = (Since(date(2013, 3, 16), Decimal(60), "1981:739 4 §", Confidence.SECONDARY),)
COMPENSATION = (Since(date(2013, 3, 16), Decimal(450), "1981:739 4 a §", Confidence.SECONDARY),)


def interest_rate(on: date, *, business: bool) -> Decimal:
    """Return the yearly rate, in percent, on a payment that is late on a day; the same for everybody.

    Räntelag (1975:635) 6 §: the reference rate in force plus eight percentage points.

    >>> interest_rate(date(2025, 8, 1), business=False)
    Decimal('10.00')

    Raises:
        NoFigure: the table doesn't reach that day; never guess.
    """
    del business
    return at_half_year(REFERENCE_RATE, on) + MARGIN


def reminder_fee(on: date, *, business: bool) -> Decimal:
    """Return the most, in kronor, that a reminder may cost, if it was agreed when the debt arose. 1981:739 2, 4 §.

    >>> reminder_fee(date(2026, 11, 23), business=False)
    Decimal('60')

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    del business
    return at(REMINDER_FEE, on)


def reminder_rules(on: date, *, business: bool) -> ReminderRules:
    """Return when a reminder with a fee may go out: after the due day, reasonably called for. 1981:739 2 §.

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    return ReminderRules(
        reminder_fee(on, business=business),
        "SEK",
        days_after_due=1,
        days_between=None,
        usual_with_fee=1,
        fee_must_be_agreed=True,
        source="1981:739 2, 4 §",
    )


def compensation(on: date) -> Decimal:
    """Return the lump sum, in kronor, that a business owes for being late; it absorbs the reminder fee. 1981:739 4 a §.

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    return at(COMPENSATION, on)


def collection_rules(*, business: bool) -> CollectionRules:
    """Return what comes before a demand by an agency: nothing by statute; the demand itself gives the time to pay."""
    del business
    return CollectionRules(reminder_first=False, source="1974:182")


def day_count() -> DayCount:
    """Return how days of interest are counted: actual days over the year's own length."""
    return DayCount.ACTUAL_ACTUAL
