"""Parties on paper."""

from dataclasses import replace
from datetime import date

import pytest

from billing.en16931.arithmetic import completed
from billing.en16931.finvoice import CannotWrite, read_finvoice
from billing.en16931.model import Address, Contact, Delivery, Identifier, Invoice, Party, Transfer
from tests.billing.en16931.finvoice.samples import file_of, needs_corpora, schema, written
from tests.factories.invoices import BUYER, SELLER, plain_invoice

PLAIN = completed(plain_invoice())
FULL = replace(
    PLAIN,
    seller=replace(
        SELLER, trading_name="Gran", identifiers=(Identifier("6400000000015", "0088"), Identifier("S2")),
        tax_registration="Ennakkoperintärek.", legal_form="Osakepääoma 2500 euroa",
    ),
    buyer=replace(BUYER, identifiers=(Identifier("10021"),), contact=Contact(name="Ö", email="o@tuohi.example")),
    payee=Party(
        name="Perintä ja Rahoitus Pohjola Osakeyhtiö", identifiers=(Identifier("P"),),
        legal_registration=Identifier("9345678-6", "0212")
    ),
    transfer=Transfer("A-77/2026", "Tämä lasku on siirretty Pohjolan Rahoitukselle, ja se maksetaan vain sen tilille."),
    tax_representative=Party(name="Edustaja Oy", vat_id="FI93456786", address=SELLER.address),
    delivery=Delivery(
        name="Tuohen myymälä, Pohjoisesplanadi 33, Helsinki", location=Identifier("640", "0088"),
        delivered_on=date(2026, 2, 27),
        address=BUYER.address,
    ),
    despatch_advice="L-1",
)  # fmt: skip


def reasons(invoice: Invoice) -> list[str]:
    with pytest.raises(CannotWrite) as refusal:
        file_of(invoice)
    return [problem.field for problem in refusal.value.problems]


class TestParties:
    """Every party."""

    def test_are_read_as_they_were_written(self) -> None:
        assert replace(read_finvoice(written(FULL)), specification=None) == FULL

    @needs_corpora
    def test_are_valid(self) -> None:
        schema().assertValid(written(FULL))

    def test_have_long_names_in_two_parts_where_there_is_room_for_two(self) -> None:
        names = [element.text for element in written(FULL).iter("AnyPartyOrganisationName")]
        assert names == ["Perintä ja Rahoitus Pohjola", "Osakeyhtiö", "Edustaja Oy"]

    def test_are_refused_with_a_name_longer_than_that(self) -> None:
        assert reasons(replace(PLAIN, payee=Party(name="Pohjoisen rahoitus " * 4))) == ["AnyPartyOrganisationName"]

    def test_leave_out_a_scheme_that_the_schema_has_no_room_for(self) -> None:
        seller = replace(SELLER, identifiers=(Identifier("x", "SEPA"),))
        assert read_finvoice(written(replace(PLAIN, seller=seller))).seller.identifiers == (Identifier("x"),)

    def test_name_the_finance_company_and_its_agreement(self) -> None:
        (details,) = written(FULL).iter("FactoringAgreementDetails")
        assert [(element.tag, element.text) for element in details] == [
            ("FactoringAgreementIdentifier", "A-77/2026"),
            ("FactoringFreeText", "Tämä lasku on siirretty Pohjolan Rahoitukselle, ja se maksetaan vain"),
            ("FactoringFreeText", "sen tilille."),
            ("FactoringPartyIdentifier", "9345678-6"),
            ("FactoringPartyName", "Perintä ja Rahoitus Pohjola Osakeyh"),
        ]

    def test_say_nothing_of_a_transfer_where_there_was_none(self) -> None:
        assert not list(written(replace(FULL, transfer=None)).iter("FactoringAgreementDetails"))

    def test_are_paid_by_name_where_only_the_transfer_names_the_payee(self) -> None:
        root = written(replace(FULL, tax_representative=None))
        (payee,) = root.iter("AnyPartyDetails")
        root.remove(payee)
        assert read_finvoice(root).payee == Party(
            name="Perintä ja Rahoitus Pohjola Osakeyh", legal_registration=Identifier("9345678-6", "0212")
        )


class TestAddress:
    """Postal addresses."""

    def test_goes_on_in_the_next_line_where_one_is_too_long(self) -> None:
        address = replace(SELLER.address or Address(), line1="Pohjoinen Rautatiekatu 25 B 117, toinen pihatalo")
        root = written(replace(PLAIN, seller=replace(SELLER, address=address)))
        assert [element.text for element in root.iter("SellerStreetName")] == [
            "Pohjoinen Rautatiekatu 25 B 117,",
            "toinen pihatalo",
        ]

    def test_is_refused_where_it_is_too_long_altogether(self) -> None:
        address = replace(SELLER.address or Address(), line1="Katu " * 30)
        assert reasons(replace(PLAIN, seller=replace(SELLER, address=address))) == ["SellerStreetName"]

    @pytest.mark.parametrize("missing", ["line1", "city", "postal_code"])
    def test_is_refused_without_street_town_or_postal_code(self, missing: str) -> None:
        address = replace(BUYER.address or Address(), **{missing: None})
        assert reasons(replace(PLAIN, buyer=replace(BUYER, address=address))) == ["BuyerPostalAddressDetails"]

    def test_may_be_missing_altogether_but_for_a_named_place_of_delivery(self) -> None:
        assert b"BuyerPostalAddress" not in file_of(replace(PLAIN, buyer=replace(BUYER, address=None)))
        assert reasons(replace(PLAIN, delivery=Delivery(name="Myymälä"))) == ["DeliveryPostalAddressDetails"]
