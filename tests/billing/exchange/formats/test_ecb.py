"""The European Central Bank's file."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from billing.exchange.formats.ecb import NotRates, WrongRate, read_ecb
from billing.exchange.rules import Rate
from tenants.kernel.refusals import Invalid

SAMPLE = Path(__file__).parents[4] / "samples/exchange/eurofxref-daily.xml"


def changed(before: str, after: str) -> bytes:
    return SAMPLE.read_bytes().replace(before.encode(), after.encode())


class TestReadEcb:
    """Rates by day and currency."""

    def test_reads_every_currency_of_the_day(self) -> None:
        found = read_ecb(SAMPLE.read_bytes())
        assert len(found) == 9
        assert Rate("SEK", date(2026, 11, 20), Decimal("11.0000"), "ECB") in found

    def test_reads_several_days(self) -> None:
        day = '<Cube time="2026-11-19"><Cube currency="SEK" rate="10.9"/></Cube>\n    <Cube time="2026-11-20">'
        found = [rate for rate in read_ecb(changed('<Cube time="2026-11-20">', day)) if rate.currency == "SEK"]
        assert [rate.day.day for rate in found] == [19, 20]

    def test_passes_over_currencies_that_are_gone(self) -> None:
        assert len(read_ecb(changed('currency="PLN"', 'currency="HRK"'))) == 8

    @pytest.mark.parametrize("rate", ["", "0", "-1.2", "NaN", "Infinity", "1,5"])
    def test_refuses_what_is_no_rate(self, rate: str) -> None:
        with pytest.raises(WrongRate):
            read_ecb(changed('rate="11.0000"', f'rate="{rate}"'))

    @pytest.mark.parametrize("data", [b"<html/>", b"not xml", b"", b"<!DOCTYPE a><a/>"])
    def test_refuses_another_file(self, data: bytes) -> None:
        with pytest.raises(Invalid):
            read_ecb(data)

    def test_refuses_a_day_that_is_none(self) -> None:
        with pytest.raises(NotRates):
            read_ecb(changed("2026-11-20", "20 Nov 2026"))
