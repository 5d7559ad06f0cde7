"""Dates and periods."""

from tests.billing.en16931.checks.peppol.shapes import Broken


class TestRules:
    """The rules of this module, each on the good invoice with one thing changed."""

    def test_want_a_date_that_exists(self, broken_after: Broken) -> None:
        assert broken_after(("cbc:DueDate", "2026-02-29")) == {"PEPPOL-EN16931-F001": 1}

    def test_keep_a_line_within_the_invoice(self, broken_after: Broken) -> None:
        period = "cac:InvoiceLine[2]/cac:InvoicePeriod"
        assert broken_after((f"{period}/cbc:StartDate", "2026-08-31")) == {"PEPPOL-EN16931-R110": 1}
        assert broken_after((f"{period}/cbc:EndDate", "2026-10-01")) == {"PEPPOL-EN16931-R111": 1}

    def test_compare_nothing_with_what_is_no_date(self, broken_after: Broken) -> None:
        assert broken_after(("cac:InvoicePeriod/cbc:StartDate", "soon")) == {"PEPPOL-EN16931-F001": 1}
