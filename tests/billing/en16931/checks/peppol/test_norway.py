"""Sellers under Norwegian rules."""

from tests.billing.en16931.checks.peppol.shapes import Broken

SELLER = "cac:AccountingSupplierParty/cac:Party"
VAT = f"{SELLER}/cac:PartyTaxScheme/cbc:CompanyID"
TAX = "<cac:TaxScheme><cbc:ID>TAX</cbc:ID></cac:TaxScheme>"
STATED = f"<cac:PartyTaxScheme><cbc:CompanyID>Foretaksregisteret</cbc:CompanyID>{TAX}</cac:PartyTaxScheme>"
REGISTER = (SELLER, STATED)


class TestRules:
    """The rules of this module, each on the good invoice with one thing changed."""

    def test_want_the_register_named(self, broken_after: Broken) -> None:
        assert broken_after((VAT, "NO123456785MVA")) == {"NO-R-002": 1}
        assert broken_after((VAT, "NO123456785MVA"), REGISTER) == {}

    def test_want_a_whole_vat_number(self, broken_after: Broken) -> None:
        assert broken_after((VAT, "NO123456785"), REGISTER) == {"NO-R-001": 1}
        assert broken_after((VAT, "NO123456786MVA"), REGISTER) == {"NO-R-001": 1}

    def test_leave_others_alone(self, broken_after: Broken) -> None:
        assert broken_after((VAT, "FI90182732")) == {}
