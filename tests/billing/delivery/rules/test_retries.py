"""When a delivery is tried again."""

from datetime import UTC, datetime, timedelta

from billing.delivery.rules.retries import next_try_in

FIRST = datetime(2026, 11, 23, 10, tzinfo=UTC)


class TestNextTryIn:
    """`next_try_in`."""

    def test_waits_longer_each_time_up_to_four_hours(self) -> None:
        pauses = [next_try_in(tries, first=FIRST, now=FIRST) for tries in range(1, 10)]
        assert all(pause is not None for pause in pauses)
        assert pauses == sorted(pauses, key=lambda pause: pause or timedelta())
        assert (pauses[0], pauses[-1]) == (timedelta(minutes=1), timedelta(hours=4))

    def test_gives_up_after_three_days_and_not_before(self) -> None:
        assert next_try_in(20, first=FIRST, now=FIRST + timedelta(days=3, seconds=-1)) == timedelta(hours=4)
        assert next_try_in(1, first=FIRST, now=FIRST + timedelta(days=3)) is None
