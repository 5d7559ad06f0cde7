"""Where e-invoices reach a customer."""

import pytest

from billing.customers.rules.einvoice_address import EinvoiceAddress, read_address
from billing.seller.rules.fields import Fields


class TestReadAddress:
    """Peppol participants and addresses in the Finnish network."""

    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            (("", "", ""), ("", "", "")),
            (("0007", "556222-2223", ""), ("0007", "5562222223", "")),
            (("", "0192:910000004", ""), ("0192", "910000004", "")),
            (("", "0037 1234567-1", "apix fihh"), ("0216", "003712345671", "APIXFIHH")),
            (("", "FI95 9990 0100 0000 15", "NDEAFIHH"), ("", "FI9599900100000015", "NDEAFIHH")),
        ],
    )
    def test_is_brought_into_canonical_form(self, typed: tuple[str, str, str], read: tuple[str, str, str]) -> None:
        found = Fields()
        assert read_address(found, *typed) == EinvoiceAddress(*read)
        assert not found.problems

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            (("0007", "", ""), "einvoice_address"),
            (("0007", "5562222220", ""), "einvoice_address"),
            (("0037", "003712345671", ""), "einvoice_address"),
            (("9999", "1", ""), "einvoice_scheme"),
            (("", "1234", ""), "einvoice_address"),
            (("", "FI95 9990 0100 0000 16", "NDEAFIHH"), "einvoice_address"),
            (("", "FI95 9990 0100 0000 15", ""), "einvoice_operator"),
        ],
    )
    def test_tells_what_is_wrong_at_the_field(self, typed: tuple[str, str, str], field: str) -> None:
        found = Fields()
        read_address(found, *typed)
        assert [problem.field for problem in found.problems] == [field]
