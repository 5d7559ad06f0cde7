"""The arithmetic of a Finvoice document, one stated amount wrong at a time."""

import pytest
from lxml import etree

from billing.en16931.checks.finvoice_totals import decimal_of, totals_violations


def amount(name: str, value: str | None, currency: str = "EUR") -> str:
    return "" if value is None else f'<{name} AmountCurrencyIdentifier="{currency}">{value}</{name}>'


def document(
    *, rows: tuple[str, ...] = ("60,00", "40,00"), epi: str = "125,50", extra: str = "", **stated: str | None
) -> etree._Element:
    given = {
        "InvoiceTypeCode": "INV01", "RowsTotalVatExcludedAmount": "100,00", "InvoiceTotalVatExcludedAmount": "100,00",
        "InvoiceTotalVatAmount": "25,50", "InvoiceTotalVatIncludedAmount": "125,50",
    } | stated  # fmt: skip
    base, rate, vat = given.pop("base", "100,00"), given.pop("rate", "25,5"), given.pop("vat", "25,50")
    part = amount("VatBaseAmount", base) + f"<VatRatePercent>{rate}</VatRatePercent>" + amount("VatRateAmount", vat)
    details = "".join(amount(name, value) for name, value in given.items())
    return etree.fromstring(
        f"<Finvoice><InvoiceDetails>{details}<VatSpecificationDetails>{part}</VatSpecificationDetails></InvoiceDetails>"
        + extra
        + "".join(f"<InvoiceRow>{amount('RowVatExcludedAmount', row)}</InvoiceRow>" for row in rows)
        + f"<EpiDetails>{amount('EpiInstructedAmount', epi)}</EpiDetails></Finvoice>"
    )


def found(root: etree._Element) -> list[str]:
    return [violation.id for violation in totals_violations(root)]


class TestTotalsViolations:
    """Sums and their parts."""

    def test_finds_nothing_where_all_agrees(self) -> None:
        assert found(document()) == []

    @pytest.mark.parametrize(
        ("changed", "rule"),
        [
            ({"rows": ("60,00", "40,01")}, "FINVOICE-ROWS-SUM"),
            ({"DiscountsTotalVatExcludedAmount": "10,00"}, "FINVOICE-EXCLUDED-SUM"),
            ({"ChargesTotalVatExcludedAmount": "0,01"}, "FINVOICE-EXCLUDED-SUM"),
            ({"vat": "25,51"}, "FINVOICE-VAT-SUM"),
            ({"rate": "24"}, "FINVOICE-VAT-RATE"),
            ({"InvoiceTotalVatIncludedAmount": "125,51", "epi": "125,51"}, "FINVOICE-INCLUDED-SUM"),
            ({"epi": "125,49"}, "FINVOICE-EPI-SUM"),
            ({"InvoicePaidAmount": "25,50"}, "FINVOICE-EPI-SUM"),
            ({"epi": "0,00"}, "FINVOICE-EPI-SUM"),
            ({"InvoiceTypeCode": "INV02"}, "FINVOICE-CREDIT-SIGN"),
        ],
    )
    def test_names_the_one_sum_that_is_wrong(self, changed: dict[str, str], rule: str) -> None:
        assert found(document(**changed)) == [rule]

    def test_takes_discounts_charges_and_what_is_paid_into_account(self) -> None:
        changed = {"RowsTotalVatExcludedAmount": "105,00", "DiscountsTotalVatExcludedAmount": "10,00"}
        settled = {"ChargesTotalVatExcludedAmount": "5,00", "InvoicePaidAmount": "25,50"}
        assert found(document(**changed, **settled, rows=("65,00", "40,00"), epi="100,00")) == []

    def test_lets_a_round_off_into_what_is_to_be_paid(self) -> None:
        assert found(document(InvoiceTotalRoundoffAmount="-0,50", epi="125,00")) == []

    def test_allows_half_a_cent_for_each_row_with_more_decimals(self) -> None:
        assert found(document(rows=("60,0049", "40,00"))) == []
        assert found(document(rows=("60,0051", "40,00"))) == ["FINVOICE-ROWS-SUM"]

    def test_allows_vat_that_was_rounded_row_by_row(self) -> None:
        assert found(document(vat="25,52", InvoiceTotalVatAmount="25,52", InvoiceTotalVatIncludedAmount="125,52", epi="125,52")) == []  # fmt: skip  # noqa: E501  one case, one line

    def test_does_not_judge_what_is_not_stated(self) -> None:
        assert found(document(RowsTotalVatExcludedAmount=None, InvoiceTotalVatExcludedAmount=None)) == []
        assert found(etree.fromstring("<Finvoice/>")) == []

    def test_does_not_judge_what_is_to_be_paid_in_parts_or_in_another_currency(self) -> None:
        assert found(document(epi="62,75", extra="<PartialPaymentDetails/>")) == []
        other = document(epi="1,00")
        other.find(".//EpiInstructedAmount").set("AmountCurrencyIdentifier", "SEK")
        assert found(other) == []

    def test_holds_what_is_taxed_at_a_rate_to_its_rows(self) -> None:
        rated = [f"<RowVatRatePercent>{rate}</RowVatRatePercent>" for rate in ("25,5", "10")]
        root = document()
        for row, rate in zip(root.findall("InvoiceRow"), rated, strict=True):
            row.insert(0, etree.fromstring(rate))
        (wrong,) = totals_violations(root)
        assert (wrong.id, wrong.level) == ("FINVOICE-VAT-BASE", "warning")
        assert str(wrong.sentence) == "VatBaseAmount is 100.00, but its parts make 60.00."
        root.append(etree.fromstring("<SpecificationIdentifier>EN16931</SpecificationIdentifier>"))
        assert [one.level for one in totals_violations(root)] == ["fatal"]
        root.find("InvoiceRow[2]/RowVatRatePercent").text = "25,50"
        assert found(root) == []

    def test_does_not_judge_numbers_that_no_amount_has(self) -> None:
        huge = "1" * 40
        assert found(document(vat=huge, base=huge)) == []
        assert found(document(rows=(huge, "40,00"))) == ["FINVOICE-ROWS-SUM"]
        assert found(document(rate="9" * 15, base="9" * 15)) == []

    def test_does_not_judge_what_is_taxed_beside_the_rows(self) -> None:
        root = document(DiscountsTotalVatExcludedAmount="0,00")
        for row in root.findall("InvoiceRow"):
            row.insert(0, etree.fromstring("<RowVatRatePercent>10</RowVatRatePercent>"))
        assert found(root) == ["FINVOICE-VAT-BASE"]
        root.find("InvoiceDetails").append(etree.fromstring("<ChargeDetails/>"))
        assert found(root) == []

    def test_names_the_total_that_is_in_another_currency(self) -> None:
        other = document()
        other.find("InvoiceDetails/InvoiceTotalVatExcludedAmount").set("AmountCurrencyIdentifier", "SEK")
        assert found(other) == ["FINVOICE-CURRENCY"]
        vat = document()
        vat.find("InvoiceDetails/InvoiceTotalVatAmount").set("AmountCurrencyIdentifier", "SEK")
        assert found(vat) == []

    def test_does_not_sum_rows_of_which_one_states_a_gross_amount_only(self) -> None:
        root = document(rows=("60,00",))
        etree.SubElement(root.find("InvoiceRow").getparent(), "InvoiceRow").append(
            etree.fromstring("<RowAmount>50,00</RowAmount>")
        )
        assert found(root) == []

    def test_takes_a_credit_note_with_negative_amounts_and_nothing_to_pay(self) -> None:
        credit = {
            "InvoiceTypeCode": "INV02", "RowsTotalVatExcludedAmount": "-100,00",
            "InvoiceTotalVatExcludedAmount": "-100,00", "InvoiceTotalVatAmount": "-25,50",
            "InvoiceTotalVatIncludedAmount": "-125,50", "base": "-100,00", "vat": "-25,50",
        }  # fmt: skip
        assert found(document(**credit, rows=("-100,00",), epi="0,00")) == []
        assert found(document(**credit, rows=("-100,00",), epi="-125,50")) == []


class TestDecimalOf:
    """Numbers with a decimal comma."""

    @pytest.mark.parametrize("text", ["", "x", "NaN", "Infinity", "1,2,3"])
    def test_takes_what_is_no_number_for_nothing(self, text: str) -> None:
        element = etree.Element("A")
        element.text = text
        assert decimal_of(element) is None
