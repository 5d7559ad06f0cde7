"""Danish e-invoicing."""

from billing.countries.dk.einvoicing import allowed_channels, buyer_needs, endpoint, endpoint_schemes


class TestEinvoicing:
    """Addresses, needs and channels."""

    def test_finds_a_company_by_its_business_id(self) -> None:
        assert str(endpoint("13585628")) == "0184:13585628"
        assert endpoint_schemes()[0] == "0184"

    def test_offers_no_scheme_that_was_withdrawn(self) -> None:
        assert not {"0037", "0212", "0213", "0215"} & set(endpoint_schemes())

    def test_asks_a_public_body_for_its_reference(self) -> None:
        assert "buyer_reference" in buyer_needs("public_body")
        assert buyer_needs("business") == frozenset()

    def test_bills_a_public_body_by_e_invoice_only(self) -> None:
        assert allowed_channels("invoice", "public_body") == ("einvoice",)
