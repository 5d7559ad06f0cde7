"""Gaps in a series, every way that numbers can be there or not."""

from itertools import product

from billing.invoices.rules.gaps import Counted, between, missing


class TestMissing:
    """What has no invoice."""

    def test_is_exactly_what_is_not_there(self) -> None:
        for begins_at, next_place in product((1, 3), (7, 9)):
            places = range(begins_at, next_place)
            for kept in product((True, False), repeat=len(places)):
                there = [place for place, keep in zip(places, kept, strict=True) if keep]
                if not there:
                    continue
                counted = Counted(first=there[0], last=there[-1], count=len(there), between=between(there))
                found = missing(counted, begins_at=begins_at, next_place=next_place)
                assert [p for low, high in found for p in range(low, high + 1)] == sorted(set(places) - set(there))
                inner = missing(counted)
                assert (inner == ()) is (counted.expected == counted.count)
