"""When something is due out, across cut-offs, week-ends, holidays, countries and the change of clocks."""

from datetime import UTC, date, datetime, time

import pytest

from billing.desk.rules.promise import DeskTerms, promise, urgency

USUAL = DeskTerms()


class TestPromise:
    @pytest.mark.parametrize(
        ("country", "utc", "due_on"),
        [
            ("FI", "2026-11-20 12:59", date(2026, 11, 20)),  # 14:59 on a Friday
            ("FI", "2026-11-20 13:00", date(2026, 11, 23)),  # 15:00 is after the cut-off
            ("SE", "2026-11-20 13:59", date(2026, 11, 20)),
            ("SE", "2026-11-20 14:00", date(2026, 11, 23)),
            ("FI", "2026-11-21 08:00", date(2026, 11, 23)),  # a Saturday
            ("FI", "2026-11-19 22:30", date(2026, 11, 20)),  # past midnight in Helsinki
            ("FI", "2026-12-23 13:30", date(2026, 12, 28)),  # Christmas and a week-end in between
            ("NO", "2026-05-16 08:00", date(2026, 5, 18)),  # 17 May is a Sunday
            ("DK", "2026-04-01 13:30", date(2026, 4, 7)),  # Maundy Thursday to Easter Monday
            ("FI", "2026-07-01 11:59", date(2026, 7, 1)),  # summer time: 14:59
            ("FI", "2026-07-01 12:00", date(2026, 7, 2)),
        ],
    )
    def test_is_the_same_working_day_before_its_cut_off_and_the_next_after_it(
        self, country: str, utc: str, due_on: date
    ) -> None:
        assert promise(datetime.fromisoformat(f"{utc}Z"), country, USUAL).due_on == due_on  # type: ignore[arg-type]  # a country

    def test_ends_with_the_working_day_by_the_countrys_clock(self) -> None:
        due = promise(datetime(2026, 7, 1, 6, tzinfo=UTC), "FI", USUAL)
        assert (due.cut_off_at, due.due_at) == (
            datetime(2026, 7, 1, 12, tzinfo=UTC),
            datetime(2026, 7, 1, 14, tzinfo=UTC),
        )

    def test_follows_the_desks_own_cut_off(self) -> None:
        at_noon = DeskTerms(time(12), time(16))
        submitted = datetime(2026, 11, 20, 11, tzinfo=UTC)
        assert promise(submitted, "FI", at_noon).due_on == date(2026, 11, 23)
        assert promise(submitted, "FI", USUAL).due_on == date(2026, 11, 20)


class TestUrgency:
    @pytest.mark.parametrize(
        ("hour", "minute", "found"),
        [(8, 0, "today"), (12, 59, "today"), (13, 0, "last_check"), (15, 0, "last_check"), (15, 1, "late")],
    )
    def test_grows_through_the_day(self, hour: int, minute: int, found: str) -> None:
        due_at = promise(datetime(2026, 11, 20, 7, tzinfo=UTC), "FI", USUAL).due_at
        assert urgency(datetime(2026, 11, 20, hour, minute, tzinfo=UTC), due_at, "FI", USUAL) == found

    def test_waits_for_its_day(self) -> None:
        now = datetime(2026, 11, 20, 14, tzinfo=UTC)
        assert urgency(now, promise(now, "FI", USUAL).due_at, "FI", USUAL) == "later"
