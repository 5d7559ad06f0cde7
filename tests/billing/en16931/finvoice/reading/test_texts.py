"""Texts and links."""

from billing.en16931.model import Attachment
from tests.billing.en16931.finvoice.samples import VAT, amount, finvoice, read, totals


class TestReadNotes:
    """Free texts."""

    def test_gives_each_text_once(self) -> None:
        free = "<InvoiceFreeText>Kiitos</InvoiceFreeText>" * 2 + "<InvoiceVatFreeText>Alv</InvoiceVatFreeText>"
        field = (
            "<DefinitionDetails><DefinitionHeaderText>Kulutus</DefinitionHeaderText>"
            '<DefinitionValue QuantityUnitCode="kWh">360</DefinitionValue></DefinitionDetails>'
        )
        extra = "<SpecificationDetails><SpecificationFreeText>Liite</SpecificationFreeText></SpecificationDetails>"
        invoice = read(finvoice(field + totals() + VAT + free, extra=extra))
        assert [note.text for note in invoice.notes] == ["Kiitos", "Alv", "Kulutus: 360 kWh", "Liite"]

    def test_tells_each_part_of_payment_in_parts(self) -> None:
        parts = (
            "<PartialPaymentDetails>"
            + amount("PaidAmount", "0,00")
            + amount("UnPaidAmount", "125,50")
            + amount("PartialPaymentVatIncludedAmount", "100,00")
            + amount("PartialPaymentVatIncludedAmount", "25,50")
            + '<PartialPaymentDueDate Format="CCYYMMDD">20260316</PartialPaymentDueDate>'
            + '<PartialPaymentDueDate Format="CCYYMMDD">20260416</PartialPaymentDueDate>'
            + "<PartialPaymentReferenceIdentifier>1232</PartialPaymentReferenceIdentifier></PartialPaymentDetails>"
        )
        assert [note.text for note in read(finvoice(extra=parts)).notes] == [
            "Osamaksu 100,00 EUR 16.3.2026 1232",
            "Osamaksu 25,50 EUR 16.4.2026",
        ]


class TestReadTerms:
    """Payment terms."""

    def test_says_what_follows_late_payment(self) -> None:
        terms = (
            "<PaymentTermsDetails><PaymentTermsFreeText>14 päivää</PaymentTermsFreeText>"
            "<PaymentTermsFreeText>netto</PaymentTermsFreeText><PaymentOverDueFineDetails>"
            "<PaymentOverDueFineFreeText>Korko</PaymentOverDueFineFreeText>"
            "<PaymentOverDueFinePercent>10,50</PaymentOverDueFinePercent></PaymentOverDueFineDetails></PaymentTermsDetails>"
        )
        assert read(finvoice(totals() + VAT + terms)).payment_terms == "14 päivää netto, Korko 10,5 %"

    def test_names_a_bare_rate(self) -> None:
        rate = "<PaymentOverDueFinePercent>7,0</PaymentOverDueFinePercent>"
        fine = f"<PaymentOverDueFineDetails>{rate}</PaymentOverDueFineDetails>"
        invoice = read(finvoice(totals() + VAT + f"<PaymentTermsDetails>{fine}</PaymentTermsDetails>"))
        assert invoice.payment_terms == "Viivästyskorko 7 %"

    def test_say_what_follows_early_payment_last(self) -> None:
        early = (
            '<CashDiscountDate Format="CCYYMMDD">20260309</CashDiscountDate>'
            + amount("CashDiscountBaseAmount", "125,50")
            + "<CashDiscountPercent>2,0</CashDiscountPercent>"
            + amount("CashDiscountAmount", "2,51")
            + amount("CashDiscountExcludingVatAmount", "2,00")
            + "<CashDiscountVatDetails><CashDiscountVatPercent>25,5</CashDiscountVatPercent>"
            + amount("CashDiscountVatAmount", "0,51")
            + "</CashDiscountVatDetails>"
            + amount("ReducedInvoiceVatIncludedAmount", "122,99")
        )
        fixed = amount("PaymentOverDueFixedAmount", "40,00")
        late = f"<PaymentOverDueFineDetails>{fixed}</PaymentOverDueFineDetails>"
        terms = f"<PaymentTermsDetails>{early}{late}</PaymentTermsDetails>"
        assert read(finvoice(totals() + VAT + terms)).payment_terms == (
            "Viivästysmaksu 40,00 EUR, Kassa-alennus: 2 %; viimeistään 9.3.2026; perusteena 125,50 EUR; "
            "alennus 2,51 EUR; ilman veroa 2,00 EUR; vero 25,5 % 0,51 EUR; maksettavaksi jää 122,99 EUR"
        )

    def test_are_none_where_nothing_is_said(self) -> None:
        assert read(finvoice()).payment_terms is None


class TestReadLinks:
    """Links."""

    def test_gives_addresses_their_names_and_no_name_without_an_address(self) -> None:
        extra = (
            "<InvoiceUrlNameText>Kuva</InvoiceUrlNameText><InvoiceUrlText>file://a.pdf</InvoiceUrlText>"
            "<InvoiceUrlText>https://kuusi.example/ehdot</InvoiceUrlText>"
        )
        assert read(finvoice(extra=extra)).attachments == (
            Attachment(id="Kuva", description="Kuva", url="file://a.pdf"),
            Attachment(id="https://kuusi.example/ehdot", url="https://kuusi.example/ehdot"),
        )
