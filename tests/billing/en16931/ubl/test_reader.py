"""UBL into the model."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from billing.en16931.arithmetic import completed, differences
from billing.en16931.model import Adjustment, Identifier, PrecedingInvoice, VatTreatment
from billing.en16931.ubl import read_ubl, write_ubl
from billing.en16931.ubl.fields import BrokenAttachment, FieldMissing, NotADay, NotANumber, OtherCurrency
from billing.en16931.ubl.reader import NotUbl
from billing.en16931.xmlsafe import parse
from tests.billing.en16931.official_rules import EXAMPLES, PEPPOL, needs_corpora
from tests.factories.invoices import plain_invoice

PLAIN = write_ubl(completed(plain_invoice()))


@needs_corpora
class TestExamples:
    """The official examples of BIS Billing 3."""

    @pytest.mark.parametrize("path", PEPPOL, ids=lambda path: path.name)
    def test_state_what_we_reckon(self, path: Path) -> None:
        invoice = read_ubl(parse(path.read_bytes()))
        assert differences(invoice) == []
        assert completed(invoice) == invoice

    def test_have_their_fields_where_we_look(self) -> None:
        invoice = read_ubl(parse((EXAMPLES / "base-example.xml").read_bytes()))
        assert (invoice.number, invoice.issued_on, invoice.due_on) == (
            "Snippet1",
            date(2017, 11, 13),
            date(2017, 12, 1),
        )
        assert invoice.buyer_accounting == "4025:123:4343"
        assert invoice.seller.trading_name == "SupplierTradingName Ltd."
        assert invoice.seller.identifiers == (Identifier("99887766"),)
        assert invoice.buyer.legal_registration == Identifier("39937423947", "0183")
        assert invoice.delivery is not None
        assert invoice.delivery.location == Identifier("9483759475923478", "0088")
        assert invoice.payment_means[0].text == "Credit transfer"
        assert invoice.payment_means[0].transfers[0].bic == "BIC324098"
        charge = Adjustment(amount=Decimal(25), reason="Insurance", vat=VatTreatment("S", Decimal("25.0")))
        assert invoice.charges == (charge,)
        assert invoice.totals.payable == Decimal("1656.25")

    def test_read_a_credit_note_with_positive_amounts(self) -> None:
        invoice = read_ubl(parse((EXAMPLES / "base-creditnote-correction.xml").read_bytes()))
        assert invoice.is_credit_note
        assert invoice.preceding_invoices == (PrecedingInvoice("Snippet1", None),)
        assert invoice.totals.payable > 0


class TestReadUbl:
    """One document."""

    @pytest.mark.parametrize("name", ["LineExtensionAmount", "PriceAmount", "TaxableAmount", "PayableAmount"])
    def test_refuses_an_amount_in_another_currency(self, name: str) -> None:
        spoilt = PLAIN.replace(f'{name} currencyID="EUR"'.encode(), f'{name} currencyID="SEK"'.encode(), 1)
        with pytest.raises(OtherCurrency, match=f"{name} in line .* is in SEK, but the invoice is in EUR"):
            read_ubl(parse(spoilt))

    def test_joins_payment_terms_that_are_parted(self) -> None:
        terms = b"<cac:PaymentTerms><cbc:Note>%s</cbc:Note></cac:PaymentTerms>"
        parted = PLAIN.replace(
            b"<cac:TaxTotal>", terms % b"14 days" + terms % b"2 % off by 9 March" + b"<cac:TaxTotal>"
        )
        assert read_ubl(parse(parted)).payment_terms == "14 days, 2 % off by 9 March"

    def test_refuses_another_kind_of_document(self) -> None:
        with pytest.raises(NotUbl, match="isn't a UBL invoice"):
            read_ubl(parse(b"<Order/>"))

    @pytest.mark.parametrize(
        ("was", "becomes", "refusal", "sentence"),
        [
            (b"<cbc:ID>2026001</cbc:ID>", b"", FieldMissing, "BT-1 is missing: cbc:ID in line 1."),
            (b"2026-03-02", b" ", FieldMissing, "BT-2 is missing: cbc:IssueDate in line 1."),
            (b"2026-03-16", b"16.3.2026", NotADay, "“16.3.2026” in line 1 isn't a date."),
            (b">2</cbc:Inv", b">2,0</cbc:Inv", NotANumber, "“2,0” in line 1 isn't a number that can be reckoned with."),
            (b">2</cbc:Inv", b">1e3</cbc:Inv", NotANumber, "“1e3” in line 1 isn't a number that can be reckoned with."),
            (b">2</cbc:Inv", b">NaN</cbc:Inv", NotANumber, "“NaN” in line 1 isn't a number that can be reckoned with."),
            (
                b"cac:LegalMonetaryTotal>",
                b"cac:Total>",
                FieldMissing,
                "BG-22 is missing: cac:LegalMonetaryTotal in line 1.",
            ),
        ],
    )
    def test_refuses_a_broken_field_by_name(
        self, was: bytes, becomes: bytes, refusal: type[Exception], sentence: str
    ) -> None:
        assert was in PLAIN
        data = b"\n".join([b"", PLAIN.split(b"\n", 1)[1].replace(was, becomes)]).lstrip()
        with pytest.raises(refusal) as refused:
            read_ubl(parse(data))
        assert str(refused.value) == sentence

    def test_refuses_a_number_longer_than_decimals_are_exact(self) -> None:
        with pytest.raises(NotANumber):
            read_ubl(parse(PLAIN.replace(b">2</cbc:Inv", b">" + b"9" * 29 + b"</cbc:Inv")))

    def test_refuses_an_attachment_that_is_no_base64(self) -> None:
        attachment = (
            b"<cac:AdditionalDocumentReference><cbc:ID>a</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject>"
            b"*</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>"
        )
        with pytest.raises(BrokenAttachment):
            read_ubl(
                parse(PLAIN.replace(b"<cac:AccountingSupplierParty>", attachment + b"<cac:AccountingSupplierParty>"))
            )

    def test_drops_the_time_zone_of_a_day(self) -> None:
        assert read_ubl(parse(PLAIN.replace(b"2026-03-02", b"2026-03-02Z"))).issued_on == date(2026, 3, 2)
