"""Values and elements on the sheet."""

from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from billing.en16931.finvoice.writing.sheet import Leaf, Sheet, adjustment, day, identifier, percent, quantity
from billing.en16931.model import Adjustment, Identifier

EURO = {"AmountCurrencyIdentifier": "EUR"}


class TestValues:
    """Values in Finvoice's notation."""

    def test_have_the_sign_of_the_document(self) -> None:
        sheet = Sheet("EUR", -1)
        assert sheet.amount(Decimal(5), "BT-112") == Leaf("-5,00", EURO)
        assert sheet.epi_amount(Decimal(5), "BT-115") == Leaf("-5,00", EURO)
        assert sheet.unit_amount(Decimal(5), "BT-146") == Leaf("5,00", EURO)

    def test_may_be_in_another_currency(self) -> None:
        assert Sheet("EUR", 1).amount(Decimal(5), "BT-111", "SEK") == Leaf("5,00", {"AmountCurrencyIdentifier": "SEK"})

    def test_are_missing_where_there_are_none(self) -> None:
        sheet = Sheet("EUR", 1)
        assert (sheet.amount(None, ""), sheet.unit_amount(None, ""), day(None), percent(None), quantity(None, {})) == (
            None,
        ) * 5

    def test_that_dont_fit_are_reasons(self) -> None:
        sheet = Sheet("EUR", 1)
        sheet.amount(Decimal("0.123456"), "BT-131")
        sheet.epi_amount(Decimal("0.001"), "BT-115")
        assert [problem.field for problem in sheet.reasons] == ["BT-131", "BT-115"]

    def test_are_days_and_identifiers(self) -> None:
        assert day(date(2026, 3, 2)) == Leaf("20260302", {"Format": "CCYYMMDD"})
        assert identifier(Identifier("x", "0216")) == Leaf("x", {"SchemeID": "0216"})
        assert identifier(Identifier("x", "EM")) == Leaf("x", {})

    def test_are_allowances(self) -> None:
        found = adjustment(
            Sheet("EUR", 1), Adjustment(amount=Decimal(1), percentage=Decimal(5), reason="r"), "FreeText"
        )
        assert (found["FreeText"], found["Percent"], found["Amount"]) == ("r", "5", Leaf("1,00", EURO))


class TestBuild:
    """Elements in order."""

    def build(self, block: str, content: dict[str, object]) -> tuple[str, Sheet]:
        sheet, root = Sheet("EUR", 1), etree.Element("R")
        sheet.build(root, block, content)
        return etree.tostring(root, encoding="unicode"), sheet

    def test_orders_elements_and_repeats_lists(self) -> None:
        xml, _ = self.build(
            "PaymentTermsDetails", {"InvoiceDueDate": day(date(2026, 3, 2)), "PaymentTermsFreeText": ["a", "b"]}
        )
        assert xml == (
            "<R><PaymentTermsFreeText>a</PaymentTermsFreeText><PaymentTermsFreeText>b</PaymentTermsFreeText>"
            '<InvoiceDueDate Format="CCYYMMDD">20260302</InvoiceDueDate></R>'
        )

    def test_leaves_out_empty_elements_and_blocks_but_for_those_that_must_stay(self) -> None:
        assert self.build("InvoiceRow", {"ArticleName": " ", "RowDeliveryDetails": {"RowCustomsInfo": {}}})[0] == "<R/>"
        assert self.build("EpiPartyDetails", {"EpiBfiPartyDetails": {}})[0] == "<R><EpiBfiPartyDetails/></R>"
        assert self.build("EpiIdentificationDetails", {"EpiReference": ""})[0] == "<R><EpiReference/></R>"

    def test_knows_no_other_elements(self) -> None:
        with pytest.raises(KeyError):
            self.build("PaymentTermsDetails", {"InvoiceDate": "x"})

    @pytest.mark.parametrize(
        ("block", "content"),
        [
            ("InvoiceRow", {"ArticleName": "x" * 101}),
            ("BuyerPartyDetails", {"BuyerOrganisationName": "x"}),
            ("BuyerPostalAddressDetails", {"CountryCode": "FIN"}),
            ("EpiPaymentInstructionDetails", {"EpiRemittanceInfoIdentifier": "KID1"}),
        ],
    )
    def test_gives_a_reason_for_what_is_too_long_too_short_or_of_another_form(
        self, block: str, content: dict[str, object]
    ) -> None:
        (reason,) = self.build(block, content)[1].reasons
        assert reason.field == next(iter(content))
        assert "%(" not in str(reason.message)
