"""The view of an invoice: what it says, and that it says it without being HTML or reckoning anew."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from datetime import date
from decimal import Decimal

import pytest

from billing.documents.invoice import InvoiceDocument, invoice_document
from billing.documents.look import Look, SlipKind
from billing.en16931.model import (
    Adjustment,
    Attachment,
    CreditTransfer,
    Delivery,
    Invoice,
    Item,
    Kept,
    Line,
    PaymentMeans,
    Period,
    Price,
    VatSubtotal,
    VatTreatment,
)

Samples = dict[str, Callable[[], Invoice]]
FI = Look(slip="tilisiirto")


def labels(document: InvoiceDocument) -> dict[str, str]:
    return {fact.label: fact.value for fact in document.facts}


def treated(invoice: Invoice, category: str, reason: str | None = None) -> Invoice:
    subtotal = VatSubtotal(treatment=VatTreatment(category, Decimal(0)), taxable=Decimal(10), exemption_reason=reason)
    return replace(invoice, vat_breakdown=(subtotal,))


class TestInvoiceDocument:
    """Frozen, pure, and nothing but text."""

    def test_is_the_same_every_time(self, any_invoice: Invoice) -> None:
        assert invoice_document(any_invoice, FI, "fi") == invoice_document(any_invoice, FI, "fi")

    def test_is_frozen(self, samples: Samples) -> None:
        document = invoice_document(samples["finnish"](), FI, "fi")

        with pytest.raises(FrozenInstanceError):
            document.number = "1"  # type: ignore[misc]

    def test_prints_the_sums_that_the_invoice_states_and_reckons_none(self, samples: Samples) -> None:
        invoice = samples["finnish"]()
        stated = replace(invoice, totals=replace(invoice.totals, payable=Decimal("99.99")))

        assert invoice_document(stated, FI, "en").sums[-1].value == "99.99"


class TestAttachments:
    """What goes along, named in the document's language."""

    def test_are_named_but_for_links(self, samples: Samples) -> None:
        kept = Kept("0" * 64, 1)
        attached = (
            Attachment(id="1", filename="työseloste.pdf", kept=kept),
            Attachment(id="tunnit.xlsx", kept=kept),
            Attachment(id="linked", url="https://kuusi.example/x"),
        )
        invoice = replace(samples["finnish"](), attachments=attached)
        assert "Liitteet: työseloste.pdf, tunnit.xlsx" in invoice_document(invoice, FI, "fi").notes
        assert "Bilagor: työseloste.pdf, tunnit.xlsx" in invoice_document(invoice, FI, "sv").notes

    def test_are_passed_over_where_there_are_none(self, samples: Samples) -> None:
        invoice = replace(samples["finnish"](), attachments=())
        assert not [note for note in invoice_document(invoice, FI, "fi").notes if note.startswith("Liitteet")]


class TestFacts:
    """What stands beside the address."""

    def test_leave_out_what_isnt_there(self, samples: Samples) -> None:
        assert "Contract" not in labels(invoice_document(samples["finnish"](), FI, "en"))

    def test_end_with_what_the_payer_looks_for(self, samples: Samples) -> None:
        facts = invoice_document(samples["finnish"](), FI, "en").facts

        assert [(fact.label, fact.strong) for fact in facts[-2:]] == [("Payment reference", True), ("Due date", True)]

    def test_name_the_invoice_that_is_credited(self, samples: Samples) -> None:
        facts = labels(invoice_document(samples["credit_note"](), FI, "sv"))

        assert facts["Krediterar faktura"] == "20260412 (23.11.2026)"

    def test_say_when_and_where_it_was_delivered(self, samples: Samples) -> None:
        delivery = invoice_document(samples["norwegian"](), Look(), "nb").delivery

        assert [(fact.label, fact.value) for fact in delivery] == [
            ("Leveringsdato", "18.11.2026"),
            ("Leveringssted", "Strandgaten 77, 5004 Bergen"),
        ]

    def test_say_a_period_with_an_open_end(self, samples: Samples) -> None:
        invoice = replace(samples["finnish"](), delivery=Delivery(), period=Period(date(2026, 1, 1), None))

        assert invoice_document(invoice, FI, "fi").delivery[0].value == "1.1.2026 –"


class TestRows:
    """The invoiced lines."""

    def line(self, **changes: object) -> Line:
        usual = {
            "id": "1",
            "quantity": Decimal("1.5"),
            "price": Price(net=Decimal(100)),
            "item": Item(name="Work"),
            "vat": VatTreatment("S", Decimal(24)),
            "net": Decimal(150),
        }
        return Line(**{**usual, **changes})

    def test_say_discounts_and_charges_in_words_with_their_sign(self, samples: Samples) -> None:
        line = self.line(
            allowances=(Adjustment(amount=Decimal(5), percentage=Decimal(10)),),
            charges=(Adjustment(amount=Decimal(2), reason="Freight"),),
        )
        row = invoice_document(replace(samples["finnish"](), lines=(line,)), FI, "en").rows[0]

        assert row.details == ("Discount 10% -5.00", "Freight 2.00")

    def test_say_what_quantity_a_price_is_for(self, samples: Samples) -> None:
        line = self.line(price=Price(net=Decimal("12.5"), base_quantity=Decimal(100)))

        assert invoice_document(replace(samples["finnish"](), lines=(line,)), FI, "en").rows[0].price == "12.50 / 100"

    def test_turn_the_signs_of_a_credit_note_but_not_of_its_prices(self, samples: Samples) -> None:
        row = invoice_document(samples["credit_note"](), FI, "en").rows[0]

        assert (row.quantity, row.price, row.net) == ("-2", "17.25", "-34.50")

    def test_say_no_rate_where_there_is_none(self, samples: Samples) -> None:
        line = self.line(vat=VatTreatment("O"))

        assert invoice_document(replace(samples["finnish"](), lines=(line,)), FI, "fi").rows[0].vat == "–"


class TestVat:
    """Rates, categories and the law's words."""

    @pytest.mark.parametrize(
        ("category", "words"),
        [
            ("AE", ("Käännetty verovelvollisuus", "Omvänd betalningsskyldighet", "Omvendt betalingspligt")),
            ("K", ("Arvonlisäveroton yhteisömyynti", "Momsfri gemenskapsintern leverans", "Momsfri EU-leverance")),
            ("E", ("Arvonlisäveroton", "Undantaget från moms", "Fritaget for moms")),
        ],
    )
    def test_is_named_where_none_is_charged(self, samples: Samples, category: str, words: tuple[str, ...]) -> None:
        invoice = treated(samples["finnish"](), category)

        said = tuple(invoice_document(invoice, FI, language).vat_rows[0].treatment for language in ("fi", "sv", "da"))

        assert said == words

    def test_says_the_stated_reason_once(self, samples: Samples) -> None:
        invoice = treated(samples["finnish"](), "E", "AVL 34 §")

        assert invoice_document(invoice, FI, "fi").wordings == ("Arvonlisäveroton: AVL 34 §",)

    def test_says_of_a_danish_margin_what_the_row_does_not(self, samples: Samples) -> None:
        stated = "Fortjenstmargenordning – brugte genstande – køber har ikke fradrag for momsen"
        invoice = treated(samples["finnish"](), "E", stated)
        invoice = replace(
            invoice, vat_breakdown=tuple(replace(each, exemption_code="VATEX-EU-F") for each in invoice.vat_breakdown)
        )

        found = invoice_document(invoice, FI, "da")

        assert found.vat_rows[0].treatment == "Fortjenstmargenordning – brugte genstande"
        assert found.wordings == ("Fortjenstmargenordning – brugte genstande: køber har ikke fradrag for momsen",)

    def test_is_called_mva_by_a_norwegian_seller(self, samples: Samples) -> None:
        invoice = samples["norwegian"]()

        assert [invoice_document(invoice, Look(), language).vat_label for language in ("nb", "da", "en")] == [
            "MVA",
            "MVA",
            "VAT",
        ]

    def test_stands_in_the_tax_authoritys_currency_too(self, samples: Samples) -> None:
        invoice = samples["swedish"]()
        totals = replace(invoice.totals, vat_in_vat_currency=Decimal("950.10"))
        abroad = replace(invoice, currency="EUR", vat_currency="SEK", totals=totals)

        last = invoice_document(abroad, Look(), "sv").sums[-1]

        assert (last.label, last.value) == ("Moms i SEK", "950,10")

    def test_says_that_the_buyer_made_the_invoice(self, samples: Samples) -> None:
        invoice = replace(samples["finnish"](), type_code="389")

        assert invoice_document(invoice, FI, "fi").wordings == ("Itselaskutus",)


class TestSlip:
    """How to pay."""

    @pytest.mark.parametrize(
        ("sample", "slip"),
        [("finnish", "tilisiirto"), ("swedish", "bankgiro"), ("norwegian", "kid"), ("danish", "fik")],
    )
    def test_is_the_wanted_one_where_the_account_suits(self, samples: Samples, sample: str, slip: str) -> None:
        document = invoice_document(samples[sample](), Look(slip=slip), "en")

        assert document.slip
        assert document.slip.kind == slip

    @pytest.mark.parametrize("slip", ["tilisiirto", "fik"])
    def test_is_the_plain_account_where_it_doesnt(self, samples: Samples, slip: str) -> None:
        document = invoice_document(samples["swedish"](), Look(slip=slip), "en")

        assert document.slip
        assert document.slip.kind == "account"
        assert document.slip.account == "991-2346"

    def test_chooses_the_account_it_is_about(self, samples: Samples) -> None:
        invoice = samples["finnish"]()
        german = CreditTransfer(account="DE02120300000000202051")
        means = replace(invoice.payment_means[0], transfers=(german, *invoice.payment_means[0].transfers))

        document = invoice_document(replace(invoice, payment_means=(means,)), FI, "fi")

        assert document.slip
        assert document.slip.account == "FI79 4405 2020 0360 82"

    @pytest.mark.parametrize(
        ("sample", "slip", "currency"),
        [("danish", "fik", "EUR"), ("swedish", "bankgiro", "USD"), ("norwegian", "kid", "EUR")],
    )
    def test_is_of_the_iban_where_the_national_one_cant_take_the_currency(
        self, samples: Samples, sample: str, slip: SlipKind, currency: str
    ) -> None:
        iban = CreditTransfer(account="FI7944052020036082")
        invoice = samples[sample]()
        means = (*invoice.payment_means, PaymentMeans(code="58", reference="2012349", transfers=(iban,)))
        at_home, abroad = (
            invoice_document(replace(invoice, currency=each, payment_means=means), Look(slip=slip), "en").slip
            for each in (invoice.currency, currency)
        )
        assert at_home is not None
        assert abroad is not None
        assert (at_home.kind, abroad.kind) == (slip, "account")
        assert (abroad.account, abroad.code_line) == ("FI79 4405 2020 0360 82", "")

    def test_has_no_code_that_pays_another_currency(self, samples: Samples) -> None:
        slip = invoice_document(replace(samples["danish"](), currency="EUR"), Look(slip="fik"), "en").slip
        assert slip is not None
        assert (slip.account, slip.code_line) == ("81234567", "")

    def test_isnt_there_for_a_credit_note_nor_when_nothing_is_owed(self, samples: Samples) -> None:
        paid = samples["finnish"]()
        paid = replace(paid, totals=replace(paid.totals, paid=paid.totals.gross, payable=Decimal(0)))

        assert invoice_document(paid, FI, "fi").slip is None
        assert invoice_document(samples["credit_note"](), FI, "fi").slip is None

    def test_isnt_there_when_the_workspace_wants_none(self, samples: Samples) -> None:
        assert invoice_document(samples["finnish"](), Look(slip="none"), "fi").slip is None


class TestFooter:
    """What stands at the foot of every page."""

    def test_has_the_numbers_that_the_law_wants(self, samples: Samples) -> None:
        footer = invoice_document(samples["swedish"](), Look(seat="Västerås"), "sv").footer

        assert footer[2] == (
            "Org.nr 559999-0008",
            "Momsreg.nr SE559999000801",
            "Godkänd för F-skatt",
            "Säte Västerås",
        )

    def test_has_mva_after_a_norwegian_number_only_when_registered(self, samples: Samples) -> None:
        invoice = samples["norwegian"]()
        unregistered = replace(invoice, seller=replace(invoice.seller, vat_id=None))

        assert invoice_document(invoice, Look(), "nb").footer[2][0] == "Org.nr NO 999 990 002 MVA"
        assert invoice_document(unregistered, Look(), "nb").footer[2][0] == "Org.nr 999 990 002"
