"""Finnish late payment: korkolaki (633/1982), laki saatavien perinnästä (513/1999)."""

from datetime import date
from decimal import Decimal

from billing.countries.late_rules import CollectionRules, DayCount, ReminderRules
from billing.countries.since import Confidence, Since, at, at_half_year

REFERENCE_RATE = (
    # Suomen Pankki, for each half-year: korkolaki 12 §, the ECB's rate rounded up to the next half. Newest first.
    # 2026H2 wasn't found: interest is refused from 1 July 2026 until a row stands here.
    Since(date(2026, 1, 1), Decimal("2.5"), "Suomen Pankki, sttinfo.fi 71709487", Confidence.SECONDARY),
    Since(date(2025, 7, 1), Decimal("2.5"), "ECB rate rounded up; latecalc.com", Confidence.DERIVED),
    Since(date(2025, 1, 1), Decimal("3.5"), "1123/2024"),
    Since(date(2024, 7, 1), Decimal("4.5"), "393/2024"),
    Since(date(2024, 1, 1), Decimal("4.5"), "1/2024"),
    Since(date(2023, 7, 1), Decimal("4.0"), "882/2023"),
    Since(date(2023, 1, 1), Decimal("2.5"), "1276/2022"),
    Since(date(2022, 7, 1), Decimal("0.0"), "519/2022"),
    Since(date(2022, 1, 1), Decimal("0.0"), "1300/2021"),
    Since(date(2021, 7, 1), Decimal("0.0"), "692/2021"),
    Since(date(2021, 1, 1), Decimal("0.0"), "1213/2020"),
    Since(date(2020, 7, 1), Decimal("0.0"), "483/2020"),
    Since(date(2020, 1, 1), Decimal("0.0"), "1552/2019"),
    Since(date(2019, 7, 1), Decimal("0.0"), "792/2019"),
)
MARGIN = (Since(date(2013, 3, 16), Decimal(7), "korkolaki 4 §"),)
MARGIN_BUSINESS = (Since(date(2013, 3, 16), Decimal(8), "korkolaki 4 a § (32/2013)"),)
FEE = (Since(date(2013, 3, 16), Decimal(5), "513/1999 10 a § (31/2013)"),)
FEE_BUSINESS = (
    Since(date(2022, 5, 1), Decimal(12), "513/1999 10 e § (299/2022)"),
    Since(date(2021, 1, 1), Decimal(10), "1069/2020"),
)
DAYS_BETWEEN_BUSINESS = (
    Since(date(2022, 5, 1), 10, "513/1999 10 f § (299/2022)"),
    Since(date(2021, 1, 1), 7, "1069/2020"),
)
COMPENSATION = (Since(date(2013, 3, 16), Decimal(40), "513/1999 10 i §"),)


def interest_rate(on: date, *, business: bool) -> Decimal:
    """Return the yearly rate, in percent, on a payment that is late on a day.

    Korkolaki 4 §: the reference rate and seven points; 4 a §: eight points between businesses.

    >>> interest_rate(date(2026, 6, 30), business=True), interest_rate(date(2026, 6, 30), business=False)
    (Decimal('10.5'), Decimal('9.5'))

    Raises:
        NoFigure: no reference rate is confirmed for that half-year.
    """
    return at_half_year(REFERENCE_RATE, on) + at(MARGIN_BUSINESS if business else MARGIN, on)


def reminder_fee(on: date, *, business: bool) -> Decimal:
    """Return the most, in euros, that a reminder sent on a day may cost. 513/1999 10 a and 10 e §.

    >>> reminder_fee(date(2026, 11, 23), business=True), reminder_fee(date(2026, 11, 23), business=False)
    (Decimal('12'), Decimal('5'))

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    return at(FEE_BUSINESS if business else FEE, on)


def reminder_rules(on: date, *, business: bool) -> ReminderRules:
    """Return when a reminder with a fee may go out. 513/1999 10 a, 10 b, 10 e, 10 f §.

    A consumer's invoice must have left 14 days before it fell due, and reminders stand 14 days apart.

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    fee = reminder_fee(on, business=business)
    if business:
        between = at(DAYS_BETWEEN_BUSINESS, on)
        return ReminderRules(fee, "EUR", days_after_due=1, days_between=between, source="513/1999 10 e, 10 f §")
    return ReminderRules(
        fee, "EUR", days_after_due=14, days_between=14, days_before_due=14, source="513/1999 10 a, 10 b §"
    )


def compensation(on: date) -> Decimal:
    """Return the lump sum, in euros, that a business owes another for being late. 513/1999 10 i §.

    Raises:
        NoFigure: the table doesn't reach that day.
    """
    return at(COMPENSATION, on)


def collection_rules(*, business: bool) -> CollectionRules:
    """Return what comes before a demand by an agency: a consumer is reminded and has 14 days; a business needn't be."""
    if business:
        return CollectionRules(reminder_first=False, source="513/1999")
    return CollectionRules(reminder_first=True, days_after_reminder=14, source="513/1999")


def day_count() -> DayCount:
    """Return how days of interest are counted: actual days over 365."""
    return DayCount.ACTUAL_365
