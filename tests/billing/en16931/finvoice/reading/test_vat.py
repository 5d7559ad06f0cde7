"""VAT categories, rates and the breakdown."""

from decimal import Decimal

import pytest

from billing.en16931.arithmetic import differences
from billing.en16931.finvoice.reading.vat import read_treatment, treatment_of
from billing.en16931.model import VatSubtotal, VatTreatment
from tests.billing.en16931.finvoice.samples import ROW, amount, finvoice, read, totals

S24, S14, Z = VatTreatment("S", Decimal(24)), VatTreatment("S", Decimal(14)), VatTreatment("Z", Decimal(0))
BREAKDOWN = tuple(VatSubtotal(treatment=one) for one in (S24, S14, Z))


def vat(rate: str | None, code: str | None, *more: str, base: str = "100,00", tax: str = "0,00") -> str:
    return "".join(
        [
            f"<VatSpecificationDetails>{amount('VatBaseAmount', base)}",
            f"<VatRatePercent>{rate}</VatRatePercent>" if rate else "",
            f"<VatCode>{code}</VatCode>" if code else "",
            amount("VatRateAmount", tax) if tax else "",
            *more,
            "</VatSpecificationDetails>",
        ]
    )


class TestTreatmentOf:
    """A code and a rate."""

    @pytest.mark.parametrize(
        ("code", "rate", "reason", "category"),
        [
            (None, 24, None, "S"), (None, 0, None, "Z"), (None, 0, "Sijoituskulta", "E"),
            (None, 0, "AVL 8 c § käännetty", "AE"),
            (None, 0, "Omvänd betalningsskyldighet", "AE"), ("S", 24, None, "S"), ("AA", 14, None, "S"),
            ("ae", 0, None, "AE"),
            ("K", 0, None, "K"), ("G", 0, None, "G"), ("E", None, None, "E"), ("Z", 0, "text", "Z"),
        ],
    )  # fmt: skip
    def test_knows_the_category(self, code: str | None, rate: int | None, reason: str | None, category: str) -> None:
        found = treatment_of(code, None if rate is None else Decimal(rate), reason)
        assert found == VatTreatment(category, Decimal(rate or 0))

    def test_has_no_rate_outside_the_scope_of_vat(self) -> None:
        assert treatment_of("O", Decimal(0)) == VatTreatment("O", None)


class TestReadTreatment:
    """What a row says by half."""

    @pytest.mark.parametrize(
        ("code", "rate", "expected"),
        [("S", "14", S14), (None, "14", S14), (None, "0", Z), ("Z", None, Z), ("S", None, S24), (None, None, S24)],
    )
    def test_fills_what_is_missing_from_the_breakdown(
        self, code: str | None, rate: str | None, expected: VatTreatment
    ) -> None:
        assert read_treatment(code, Decimal(rate) if rate else None, BREAKDOWN) == expected

    @pytest.mark.parametrize(("tax", "expected"), [("24.00", S24), ("13.98", S14), ("0", Z)])
    def test_tells_the_rate_from_the_amounts(self, tax: str, expected: VatTreatment) -> None:
        assert read_treatment(None, None, BREAKDOWN, taxed=(Decimal(100), Decimal(tax))) == expected

    def test_believes_what_the_row_says_also_where_the_breakdown_doesnt_have_it(self) -> None:
        assert read_treatment("S", Decimal(10), BREAKDOWN) == VatTreatment("S", Decimal(10))
        assert read_treatment(None, Decimal(10), BREAKDOWN) == VatTreatment("S", Decimal(10))


class TestBreakdown:
    """VAT by category and rate."""

    def test_keeps_the_reason_of_an_exemption(self) -> None:
        reason = "<VatFreeText>Käännetty</VatFreeText><VatFreeText>verovelvollisuus</VatFreeText>"
        code = "<VatExemptionReasonCode>VATEX-EU-AE</VatExemptionReasonCode>"
        row = ROW.replace("25,5<", "0<").replace("<RowVatCode>S", "<RowVatCode>AE")
        invoice = read(
            finvoice(totals(vat="0,00", gross="100,00") + vat("0", "AE", reason, code), row, payable="100,00")
        )
        (entry,) = invoice.vat_breakdown
        assert (entry.exemption_reason, entry.exemption_code) == ("Käännetty verovelvollisuus", "VATEX-EU-AE")
        assert differences(invoice) == []
        assert invoice.notes == ()

    def test_moves_a_text_to_the_notes_where_no_reason_may_stand(self) -> None:
        details = totals() + vat("25,5", "S", "<VatFreeText>Alv 25,5 %</VatFreeText>", tax="25,50")
        invoice = read(finvoice(details))
        assert invoice.vat_breakdown[0].exemption_reason is None
        assert [note.text for note in invoice.notes] == ["Alv 25,5 %"]

    def test_adds_up_entries_of_one_rate(self) -> None:
        details = totals() + vat("25,5", "S", base="60,00", tax="15,30") + vat("25,50", None, base="40,00", tax="10,20")
        invoice = read(finvoice(details))
        assert [(entry.taxable, entry.tax) for entry in invoice.vat_breakdown] == [(100, Decimal("25.50"))]
        assert differences(invoice) == []

    def test_reckons_a_tax_that_isnt_stated(self) -> None:
        assert read(finvoice(totals() + vat("25,5", "S", tax=""))).vat_breakdown[0].tax == Decimal("25.50")

    def test_follows_from_the_rows_where_none_is_stated(self) -> None:
        invoice = read(finvoice(totals()))
        assert differences(invoice) == []
        assert [entry.taxable for entry in invoice.vat_breakdown] == [100]
