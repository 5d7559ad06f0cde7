"""One e-invoice syntax into the other."""

import re
from dataclasses import fields, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest

from billing.en16931 import conversion
from billing.en16931.arithmetic import completed
from billing.en16931.conversion import CannotConvert, left_out_of_finvoice, message_id_of, to_finvoice, to_ubl
from billing.en16931.model import Address, Invoice, Note, PrecedingInvoice
from billing.en16931.reading import read_invoices
from billing.en16931.xmlsafe import parse
from tests.billing.en16931.finvoice.samples import schema
from tests.billing.en16931.official_rules import CORPORA, FINVOICE, PEPPOL, fatal_rules, needs_corpora
from tests.factories.full_invoices import full_invoice
from tests.factories.invoices import ACCOUNT, BUYER, SELLER, plain_invoice

Syntax = Literal["finvoice", "ubl"]
NORWAY = Address(line1="Kaia 1", city="Bergen", postal_code="5003", country="NO")
INVOICE = completed(plain_invoice())
# What a syntax states about itself, and the notes, which Peppol wants in one.
OWN = {"specification", "process", "notes"}
NO_BUYER_REFERENCE = (
    "The buyer's reference (BT-10) or the purchase order's number (BT-13) is missing; Peppol needs one."
)
NO_ADDRESS = "%s has no e-invoice address (%s), and no valid Finnish business id to make one of."
# Which samples can't be converted, and why.
REFUSED: dict[tuple[str, Syntax], list[str]] = {
    ("anon_finvoice_30_invoice_with_SOAP.xml", "ubl"): [NO_ADDRESS % ("SellerOrganisationName", "BT-34")],
    ("power-company-consumer.xml", "ubl"): [NO_BUYER_REFERENCE, NO_ADDRESS % ("Onni Omakotiasuja", "BT-49")],
    ("vat-category-E.xml", "finvoice"): ["Finvoice needs a due date, and the invoice has none."],
}
SYNTAXES: tuple[Syntax, ...] = ("finvoice", "ubl")
EXAMPLE = CORPORA / "finvoice" / "examples" / "finvoice_30_example.xml"
ELSEWHERE = [(path, "ubl") for path in FINVOICE] + [(path, "finvoice") for path in PEPPOL]
OWN_SYNTAX = [(path, "finvoice") for path in FINVOICE] + [(path, "ubl") for path in PEPPOL]
ITSELF = [case for case in OWN_SYNTAX if (case[0].name, case[1]) not in REFUSED]
ACROSS = [case for case in ELSEWHERE if (case[0].name, case[1]) not in REFUSED]


def convert(data: bytes, to: Syntax, **given: Any) -> bytes:
    return conversion.convert(data, to, **given).content


def read(data: bytes) -> Invoice:
    (invoice,) = read_invoices(data)
    return invoice


def changed(before: Invoice, after: Invoice) -> set[str]:
    """Return the names of the fields that differ, leaving aside what a syntax states about itself."""
    names = {field.name for field in fields(Invoice)} - OWN
    return {name for name in names if getattr(before, name) != getattr(after, name)}


def text(invoice: Invoice) -> str:
    return "\n".join(note.text for note in invoice.notes)


@needs_corpora
class TestSamples:
    """Every sample file, in both directions."""

    @pytest.mark.parametrize(("path", "to"), ACROSS, ids=str)
    def test_keep_every_field(self, path: Path, to: Syntax) -> None:
        before = read(path.read_bytes())
        after = read(convert(path.read_bytes(), to))
        # A reference that no Finnish bank takes becomes a note; a link has a text and no number in Finvoice.
        allowed = {"payment_means", "attachments"} if to == "finvoice" else set()
        assert changed(before, after) <= allowed
        assert text(before) in text(after)

    @pytest.mark.parametrize(("path", "to"), ACROSS, ids=str)
    def test_come_back_the_same(self, path: Path, to: Syntax) -> None:
        there = convert(path.read_bytes(), to)
        back = convert(there, "finvoice" if to == "ubl" else "ubl")
        assert changed(read(path.read_bytes()), read(back)) <= {"attachments"}

    @pytest.mark.parametrize(("path", "to"), ITSELF, ids=str)
    def test_keep_every_field_in_their_own_syntax(self, path: Path, to: Syntax) -> None:
        data = path.read_bytes()
        assert changed(read(data), read(convert(data, to))) <= {"attachments"}

    def test_pass_the_official_rules_as_ubl(self) -> None:
        from_finvoice = {path.name: convert(path.read_bytes(), to) for path, to in ACROSS if to == "ubl"}
        and_back = {
            path.name: convert(convert(path.read_bytes(), to), "ubl") for path, to in ACROSS if to == "finvoice"
        }
        found = fatal_rules(from_finvoice | and_back)
        assert {name: rules for name, rules in found.items() if rules} == {}
        assert len(found) == len(ACROSS)

    def test_pass_the_official_schema_as_finvoice(self) -> None:
        for path, to in [*ACROSS, *ITSELF]:
            if to == "finvoice":
                schema().assertValid(parse(convert(path.read_bytes(), to)))

    @pytest.mark.parametrize(("name", "to"), REFUSED, ids=str)
    def test_are_refused_with_the_reasons(self, name: str, to: Syntax) -> None:
        (path,) = CORPORA.glob(f"*/examples/{name}")
        with pytest.raises(CannotConvert) as refused:
            convert(path.read_bytes(), to)
        assert [str(reason) for reason in refused.value.reasons] == REFUSED[name, to]


class TestConvert:
    """One file."""

    def test_carries_our_own_invoice_both_ways(self) -> None:
        finvoice = to_finvoice(INVOICE, message_id="m1")
        ubl = convert(finvoice, "ubl")
        assert changed(INVOICE, read(ubl)) == set()
        assert changed(INVOICE, read(convert(ubl, "finvoice"))) == set()

    def test_turns_the_signs_of_a_credit_note(self) -> None:
        credit = completed(plain_invoice(type_code="381", preceding_invoices=(PrecedingInvoice("2026000"),)))
        finvoice = convert(to_ubl(credit), "finvoice")
        assert b">-125,50<" in finvoice
        assert changed(credit, read(convert(finvoice, "ubl"))) == set()

    def test_carries_a_cash_discount_both_ways(self) -> None:
        terms = "14 päivää netto, Kassa-alennus: 2 %; viimeistään 9.3.2026; alennus 2,51 EUR"
        finvoice = to_finvoice(replace(INVOICE, payment_terms=terms), message_id="m1")
        assert b"<CashDiscountPercent>2</CashDiscountPercent>" in finvoice
        ubl = convert(finvoice, "ubl")
        assert f"<cbc:Note>{terms}</cbc:Note>".encode() in ubl
        assert convert(ubl, "finvoice").count(b"<CashDiscount") == finvoice.count(b"<CashDiscount") == 3

    def test_makes_the_address_of_a_valid_business_id(self) -> None:
        with_account = replace(INVOICE, buyer=replace(BUYER, electronic_address=None))
        assert read(to_ubl(with_account)).buyer.electronic_address == BUYER.electronic_address

    @pytest.mark.parametrize("code", ["380", "381"])
    def test_keeps_a_full_invoice_in_finvoice(self, code: str) -> None:
        full = full_invoice(code)
        there = read(to_finvoice(full, message_id="m1"))
        assert changed(full, there) == {"attachments"}
        assert there.attachments[0].url == full.attachments[1].url
        assert [str(reason) for reason in left_out_of_finvoice(full)] == [
            "The enclosed document a.pdf (BG-24) isn't in the Finvoice file; send it beside it."
        ]

    def test_refuses_what_breaks_a_rule_and_names_it(self) -> None:
        wrong = replace(INVOICE, totals=replace(INVOICE.totals, payable=INVOICE.totals.payable + 1))
        with pytest.raises(CannotConvert, match="BR-CO-16"):
            to_ubl(wrong)

    @pytest.mark.parametrize(
        ("element", "written", "reason"),
        [
            ("RowsTotalVatExcludedAmount", "101,00", "FINVOICE-ROWS-SUM"),
            ("InvoiceTotalVatAmount", "25,00", "BR-CO-14"),
            ("VatBaseAmount", "90,00", "BR-S-08"),
            ("SellerOrganisationTaxCode", None, "BR-S-02"),
            ("SellerPostalAddressDetails", None, "The seller's address (BG-5) is missing."),
        ],
    )
    @needs_corpora
    def test_refuses_a_finvoice_that_lacks_a_legal_field_or_adds_up_wrongly(
        self, element: str, written: str | None, reason: str
    ) -> None:
        found = re.compile(f"(<{element}[^>]*>).*?(</{element}>)", re.DOTALL)
        data = EXAMPLE.read_bytes().decode("iso8859-15")
        spoilt = found.sub("" if written is None else rf"\g<1>{written}\g<2>", data).encode("iso8859-15")
        for to in SYNTAXES:
            with pytest.raises(CannotConvert) as refused:
                convert(spoilt, to)
            assert to == "ubl" or reason in str(refused.value)

    @pytest.mark.parametrize(
        ("removed", "reason"),
        [
            ("(<cac:TaxTotal>.*?</cbc:TaxAmount>).*?(</cac:TaxTotal>)", r"BR-CO-18|\(BG-23\)"),
            ("(<cac:AccountingSupplierParty>.*?)<cac:PartyTaxScheme>.*?(</cac:Party>)", "BR-S-02"),
            ("(<cbc:TaxInclusiveAmount[^>]*>)[0-9.]+(<)", "BR-CO-15"),
        ],
    )
    @needs_corpora
    def test_refuses_an_invoice_of_ubl_in_the_same_case(self, removed: str, reason: str) -> None:
        data = (CORPORA / "peppol" / "examples" / "base-example.xml").read_text()
        spoilt = re.sub(removed, r"\g<1>\g<2>" if "0-9" not in removed else r"\g<1>1.00\g<2>", data, flags=re.DOTALL)
        for to in SYNTAXES:
            with pytest.raises(CannotConvert, match=reason):
                convert(spoilt.encode(), to)

    @needs_corpora
    def test_refuses_what_the_finvoice_schema_forbids_where_it_is_given(self, tmp_path: Path) -> None:
        xsd = tmp_path / "other.xsd"
        xsd.write_text('<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="Other"/></xs:schema>')
        with pytest.raises(CannotConvert, match="Finvoice"):
            convert(EXAMPLE.read_bytes(), "finvoice", finvoice_xsd=xsd)

    def test_refuses_a_party_that_says_only_its_country(self) -> None:
        large = completed(replace(INVOICE, lines=(replace(INVOICE.lines[0], quantity=Decimal(1000)),)))
        nowhere = replace(large, buyer=replace(BUYER, address=Address(country="FI")))
        with pytest.raises(CannotConvert, match="BG-8"):
            convert(to_ubl(nowhere), "ubl")
        addressless = to_finvoice(replace(large, buyer=replace(BUYER, address=None)), message_id="m1")
        with pytest.raises(CannotConvert, match="BG-8"):
            convert(addressless, "finvoice")

    def test_carries_over_a_simplified_invoice_without_the_buyers_address(self) -> None:
        unsaid = replace(INVOICE, buyer=replace(BUYER, address=Address(country="FI")))
        assert convert(to_ubl(unsaid), "ubl")
        nowhere = to_finvoice(replace(INVOICE, buyer=replace(BUYER, address=None)), message_id="m1")
        assert convert(nowhere, "finvoice")

    def test_refuses_a_kind_that_peppol_has_not(self) -> None:
        with pytest.raises(CannotConvert, match="PEPPOL-EN16931-P0112"):
            to_ubl(replace(INVOICE, type_code="384"))

    def test_refuses_several_invoices_at_once(self) -> None:
        file = to_finvoice(INVOICE, message_id="m1")
        with pytest.raises(CannotConvert, match="The file holds 2 invoices; convert them one at a time"):
            convert(file + file, "ubl")

    def test_states_the_moment_it_is_given(self) -> None:
        now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
        assert b"2026-03-02T09:30:00+00:00" in convert(to_ubl(INVOICE), "finvoice", now=now)

    def test_makes_the_same_message_of_the_same_file(self) -> None:
        ubl = to_ubl(INVOICE)
        assert convert(ubl, "finvoice") == convert(ubl, "finvoice")
        assert message_id_of(ubl).encode() in convert(ubl, "finvoice")

    def test_keeps_a_reference_that_finnish_banks_do_not_take_as_a_note(self) -> None:
        foreign = replace(INVOICE, payment_means=(replace(ACCOUNT, reference="INV/77"),))
        there = read(to_finvoice(foreign, message_id="m1"))
        assert there.notes == (Note("Viite: INV/77"),)
        assert there.payment_means[0].reference is None
        assert read(to_ubl(there)).payment_means[0].reference == "INV/77"

    @pytest.mark.parametrize(("reference", "is_note"), [("1230", True), ("1232", False), ("RF911234567890120", False)])
    def test_takes_digits_of_a_foreign_seller_for_a_reference_where_they_are_one(
        self, reference: str, *, is_note: bool
    ) -> None:
        norwegian = replace(SELLER, address=NORWAY, legal_registration=None, vat_id="NO987654325MVA")
        foreign = replace(INVOICE, seller=norwegian, payment_means=(replace(ACCOUNT, reference=reference),))
        assert bool(read(to_finvoice(foreign, message_id="m1")).notes) is is_note

    def test_refuses_a_finnish_sellers_reference_with_a_wrong_digit(self) -> None:
        wrong = replace(INVOICE, payment_means=(replace(ACCOUNT, reference="1230"),))
        with pytest.raises(CannotConvert, match="FINVOICE-REFERENCE"):
            to_finvoice(wrong, message_id="m1")
