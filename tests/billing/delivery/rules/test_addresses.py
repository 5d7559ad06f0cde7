"""Addresses typed for one sending."""

import pytest

from billing.delivery.rules.addresses import EinvoiceAddress, email_address
from tenants.kernel.refusals import InvalidFields


class TestEmailAddress:
    """`email_address`."""

    def test_takes_one_address(self) -> None:
        assert email_address(" talous@matkailu.example ") == "talous@matkailu.example"

    @pytest.mark.parametrize("typed", ["", "  ", "a@b@c.example", "a@x.example, b@y.example", "a@x.example\r\nBcc: b"])
    def test_says_at_the_field_what_is_wrong(self, typed: str) -> None:
        with pytest.raises(InvalidFields) as refusal:
            email_address(typed)
        assert [problem.field for problem in refusal.value.problems] == ["address"]


class TestEinvoiceAddress:
    """`EinvoiceAddress.of`."""

    def test_reads_the_scheme_where_there_is_one(self) -> None:
        assert EinvoiceAddress.of("0216:003792345670") == EinvoiceAddress("003792345670", "0216")
        assert EinvoiceAddress.of("FI95 9990 0100 0000 15") == EinvoiceAddress("FI9599900100000015")

    @pytest.mark.parametrize("typed", ["", "x", "../../etc/passwd", "0216:", "<a>", "0216:a\r\nb/"])
    def test_says_at_the_field_what_is_wrong(self, typed: str) -> None:
        with pytest.raises(InvalidFields):
            EinvoiceAddress.of(typed)
