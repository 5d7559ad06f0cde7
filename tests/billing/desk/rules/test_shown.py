"""The mark of what somebody checks."""

from dataclasses import replace
from datetime import date

from factories.invoices import plain_invoice, plain_line

from billing.desk.rules.shown import shown_as
from billing.en16931.arithmetic import completed


class TestShownAs:
    def test_is_another_one_for_every_change_but_the_day(self) -> None:
        content = completed(plain_invoice(plain_line(net="100", quantity="1")))
        other = completed(plain_invoice(plain_line(net="101", quantity="1")))
        mark = shown_as(content, None, version=2)
        assert mark == shown_as(replace(content, issued_on=date(2026, 12, 24)), None, version=2)
        assert len({mark, shown_as(other, None, version=2), shown_as(content, None, version=3)}) == 3
