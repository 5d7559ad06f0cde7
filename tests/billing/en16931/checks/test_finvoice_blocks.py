"""The table of blocks, read from its notation."""

from billing.en16931.checks.finvoice_blocks import BLOCKS, Place, block_of


class TestBlocks:
    """The table of blocks."""

    def test_reads_the_marks(self) -> None:
        party = BLOCKS["SellerPartyDetails"]
        assert party["SellerPartyIdentifier"] == Place(0, 0, 1)
        assert party["SellerOrganisationName"].least == 1
        assert party["SellerOrganisationName"].most > 1_000_000
        assert party["SellerOrganisationDepartment"].most == 2
        address = BLOCKS["SellerPostalAddressDetails"]
        assert (address["SellerStreetName"].least, address["SellerStreetName"].most) == (1, 3)
        assert address["SellerTownName"] == Place(1, 1, 1)
        assert BLOCKS["Finvoice"]["AnyPartyDetails"].least == 0

    def test_tells_a_block_from_a_plain_element_of_the_same_name(self) -> None:
        assert block_of("PaymentTermsDetails", "FreeText") is not None
        assert block_of("DiscountDetails", "FreeText") is None

    def test_has_the_five_mandatory_blocks(self) -> None:
        needed = {name for name, place in BLOCKS["Finvoice"].items() if place.least}
        assert needed == {"SellerPartyDetails", "BuyerPartyDetails", "InvoiceDetails", "InvoiceRow", "EpiDetails"}
