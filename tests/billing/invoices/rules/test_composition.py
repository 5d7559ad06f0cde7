"""A request's content as the invoice that is issued."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from lxml import etree

from billing.documents.invoice.view import invoice_document
from billing.documents.look import Look
from billing.en16931.arithmetic import differences
from billing.en16931.checks.report import check_written_ubl
from billing.en16931.checks.schema import cii_schema_violations
from billing.en16931.cii import write_cii
from billing.en16931.model import Contact, Invoice, Note, PrecedingInvoice
from billing.en16931.model.plain import from_plain, to_plain
from billing.en16931.ubl import BILLING_PROCESS, BILLING_SPECIFICATION, write_ubl
from billing.en16931.xmlsafe import parse
from billing.invoices.rules import Given, compose, due_day, introduced
from billing.streams.rules import StreamTerms
from tests.billing.en16931.finvoice.samples import needs_corpora, schema, written
from tests.factories.customers import a_customer
from tests.factories.full_invoices import full_invoice
from tests.factories.invoices import in_fractions, plain_invoice, random_invoice
from tests.factories.sellers import a_seller

GIVEN = Given(number="10000001", reference="100000013", issued_on=date(2026, 11, 22), due_on=date(2026, 12, 6))
# What the run gives or reckons; the rest of the content stays as it was read.
OURS = {
    "number", "issued_on", "due_on", "seller", "buyer", "buyer_reference", "order_reference", "payee",
    "tax_representative", "payment_terms", "payment_means", "process", "specification", "totals",
    "vat_breakdown", "lines",
}  # fmt: skip


def composed(content: Invoice, **changes: object) -> Invoice:
    return compose(
        content, a_seller(), a_customer(buyer_reference="Card", order_reference="PO"), replace(GIVEN, **changes)
    )  # type: ignore[arg-type]  # named below


class TestCompose:
    """What is ours replaces what the file says; the rest stays."""

    def test_gives_number_days_and_reference(self) -> None:
        invoice = composed(plain_invoice())
        assert (invoice.number, invoice.issued_on, invoice.due_on) == (GIVEN.number, GIVEN.issued_on, GIVEN.due_on)
        assert [means.reference for means in invoice.payment_means] == ["100000013"]
        assert invoice.payment_means[0].transfers[0].account == "FI9599900100000015"

    def test_names_the_seller_of_the_settings_and_the_buyer_of_the_card(self) -> None:
        invoice = composed(plain_invoice())
        assert invoice.seller.name == "Kuusi Keramiikka Oy"
        assert invoice.seller.vat_id == "FI26222226"
        assert invoice.buyer.name == "Tuohi & Terva Oy"
        assert invoice.buyer.identifiers[0].value == "10001"

    def test_keeps_everything_else_of_a_full_request(self) -> None:
        content = full_invoice()
        invoice = composed(content)
        changed = {name for name in Invoice.__slots__ if getattr(invoice, name) != getattr(content, name)}
        assert changed <= OURS
        assert [line.item for line in invoice.lines] == [line.item for line in content.lines]

    def test_leaves_out_whom_the_other_seller_had_paid(self) -> None:
        invoice = composed(full_invoice())
        assert (invoice.payee, invoice.tax_representative) == (None, None)

    def test_prefers_the_reference_of_the_request_to_the_one_on_the_card(self) -> None:
        assert composed(plain_invoice(buyer_reference="Request")).buyer_reference == "Request"
        assert composed(plain_invoice(buyer_reference=None)).buyer_reference == "Card"
        assert composed(plain_invoice(order_reference="Request")).order_reference == "Request"
        assert composed(plain_invoice(order_reference=None)).order_reference == "PO"

    def test_names_the_person_that_the_request_names(self) -> None:
        content = plain_invoice()
        asked = replace(content, buyer=replace(content.buyer, contact=Contact(name="Tuuli Tuohi", phone="+358 1")))
        contact = composed(asked).buyer.contact
        assert contact == Contact(name="Tuuli Tuohi", phone="+358 1", email="ostot@tuohi.example")

    def test_names_the_person_of_the_card_where_the_request_names_nobody(self) -> None:
        customer = a_customer(contact_person="Aino Laine", second_line="c/o Savi Oy")
        content = plain_invoice()
        for stated in (None, Contact(phone="+358 1")):
            asked = replace(content, buyer=replace(content.buyer, contact=stated))
            buyer = compose(asked, a_seller(), customer, GIVEN).buyer
            assert buyer.contact is not None
            assert buyer.address is not None
            assert (buyer.contact.name, buyer.address.line2) == ("Aino Laine", "c/o Savi Oy")

    @needs_corpora
    def test_says_the_delivery_address_of_the_card_validly_in_every_format(self) -> None:
        customer = a_customer(
            deliver_name="Tuohen varasto", deliver_street="Varastokatu 3", deliver_postal_code="20100",
            deliver_city="Turku", deliver_country="FI", buyer_reference="Card", business_id="2622222-6",
            einvoice_scheme="0216", einvoice_address="003726222226",
        )  # fmt: skip
        invoice = compose(plain_invoice(), a_seller(), customer, GIVEN)
        assert [str(each.id) for each in check_written_ubl(write_ubl(invoice)) if each.level == "fatal"] == []
        cii = write_cii(invoice)
        assert cii_schema_violations(parse(cii)) == []
        finvoice = written(invoice)
        schema().assertValid(finvoice)
        for xml in (write_ubl(invoice), cii, etree.tostring(finvoice)):
            assert b"Varastokatu 3" in xml
            assert b"Tuohen varasto" in xml
        assert "Tuohen varasto, Varastokatu 3, 20100 Turku" in [
            fact.value for fact in invoice_document(invoice, Look(), "fi").delivery
        ]

    def test_states_the_process_and_specification_of_peppol(self) -> None:
        invoice = composed(plain_invoice(process=None, specification="other"))
        assert (invoice.process, invoice.specification) == (BILLING_PROCESS, BILLING_SPECIFICATION)

    def test_keeps_terms_in_words_only_while_the_due_day_is_theirs(self) -> None:
        content = plain_invoice(payment_terms="14 days net", due_on=GIVEN.due_on)
        assert composed(content).payment_terms == "14 days net"
        assert composed(content, due_on=date(2026, 12, 7)).payment_terms is None

    def test_offers_a_cash_discount_until_its_last_day(self) -> None:
        day = GIVEN.issued_on
        terms = f"14 days net, Kassa-alennus: 2 %; viimeistään {day.day}.{day.month}.{day.year}"
        content = plain_invoice(payment_terms=terms, due_on=GIVEN.due_on)
        assert composed(content).payment_terms == terms
        gone = terms.replace(str(day.year), str(day.year - 1))
        assert composed(replace(content, payment_terms=gone)).payment_terms == "14 days net"

    def test_keeps_the_invoice_that_a_credit_note_corrects(self) -> None:
        before = (PrecedingInvoice("1999", date(2026, 1, 2)),)
        assert composed(plain_invoice(type_code="381", preceding_invoices=before)).preceding_invoices == before

    @pytest.mark.parametrize("seed", range(60))
    def test_reckons_every_amount_anew(self, seed: int) -> None:
        content = random_invoice(Random(seed))  # noqa: S311  reproducible, not secret
        invoice = composed(content)
        exact = in_fractions(content)
        assert differences(invoice) == []
        assert [line.net for line in invoice.lines] == exact["nets"]
        assert (invoice.totals.net, invoice.totals.gross) == (exact["net"], exact["gross"])
        assert from_plain(to_plain(invoice)) == invoice

    def test_is_the_same_for_amounts_that_were_stated_wrongly(self) -> None:
        content = composed(plain_invoice())
        wrong = replace(content, totals=replace(content.totals, net=Decimal(1), gross=Decimal(2), payable=Decimal(3)))
        assert composed(wrong) == content


class TestDueDay:
    """The request's day comes first, then the card's terms, then the seller's."""

    def test_is_the_one_that_the_request_states(self) -> None:
        content = plain_invoice(due_on=date(2026, 12, 24))
        assert due_day(content, a_seller(), a_customer(payment_days=7), issued_on=GIVEN.issued_on) == date(2026, 12, 24)

    @pytest.mark.parametrize(("days", "due"), [(7, date(2026, 11, 29)), (0, date(2026, 11, 22)), (None, GIVEN.due_on)])
    def test_follows_the_card_and_else_the_settings(self, days: int | None, due: date) -> None:
        content = plain_invoice(due_on=None)
        assert due_day(content, a_seller(), a_customer(payment_days=days), issued_on=GIVEN.issued_on) == due

    def test_is_the_day_of_issue_for_a_credit_note(self) -> None:
        content = plain_invoice(type_code="381", due_on=date(2027, 1, 1))
        assert due_day(content, a_seller(), a_customer(), issued_on=GIVEN.issued_on) == GIVEN.issued_on

    def test_goes_by_the_stream_before_the_company_and_after_the_customer(self) -> None:
        asked, content = StreamTerms(payment_days=10, due_rule="month_end"), plain_invoice(due_on=None)
        for days, due in ((None, date(2026, 12, 10)), (7, date(2026, 11, 29))):
            customer = a_customer(payment_days=days)
            assert due_day(content, a_seller(), customer, issued_on=GIVEN.issued_on, asked=asked) == due


class TestIntroduced:
    """A stream's texts around the lines."""

    def test_stand_around_the_notes_there_are(self) -> None:
        invoice = introduced(replace(plain_invoice(), notes=(Note("Own"),)), ("Above", "Below"))
        assert [(note.text, note.above) for note in invoice.notes] == [
            ("Above", True),
            ("Own", False),
            ("Below", False),
        ]

    def test_stay_away_where_they_are_empty_and_from_credit_notes(self) -> None:
        plain = plain_invoice()
        assert introduced(plain, ("", "")) == plain
        credit = replace(plain, type_code="381")
        assert introduced(credit, ("Above", "Below")) == credit
