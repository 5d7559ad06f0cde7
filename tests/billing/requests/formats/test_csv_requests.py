"""CSV as billing requests."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from factories.requests import HEADER, csv_file
from factories.sellers import a_seller

from billing.requests.formats.csv_lines import SchemeUnworded
from billing.requests.formats.csv_requests import Contradiction, NoRequests, RequestIdMissing, read_csv
from billing.requests.formats.table import BrokenCsv, BrokenRow, MissingColumns, NotText, UnknownColumns
from billing.requests.formats.values import NotAChoice, NotADay, NotANumber, TwoNumbers
from billing.requests.rules.draft import Defaults, Draft
from billing.seller.rules import seller_party

DEFAULTS = Defaults(seller=seller_party(a_seller()), country="FI", language="fi", currency="EUR", on=date(2026, 11, 23))
WIDE = (
    "request_id;customer_number;text;quantity;unit;unit_price;vat_rate;vat_category;vat_reason;discount_percent;"
    "currency;order_reference;buyer_reference;period_start;period_end;delivered_on;due_on;note;credited_invoice;state;"
    "customer_name;customer_kind;customer_street;customer_postal_code;customer_city;customer_country;customer_email;"
    "customer_business_id;customer_vat_id"
)


def wide_row(**fields: str) -> str:
    usual = {"request_id": "R-1", "customer_number": "10001", "text": "Mug", "quantity": "2", "unit_price": "10"}
    values = {**usual, "vat_rate": "25,5", **fields}
    return ";".join(values.get(column, "") for column in WIDE.split(";"))


def one(**fields: str) -> Draft:
    (draft,) = read_csv(csv_file(wide_row(**fields), header=WIDE), DEFAULTS)
    return draft


class TestReadCsv:
    """Rows into requests."""

    def test_reckons_the_amounts(self) -> None:
        totals = one(quantity="3", unit_price="33,33", vat_rate="25.5").content.totals
        assert (totals.net, totals.vat, totals.gross) == (Decimal("99.99"), Decimal("25.50"), Decimal("125.49"))

    def test_makes_rows_of_the_same_id_one_request(self) -> None:
        rows = [wide_row(), wide_row(request_id="R-2"), wide_row(text="Plate", customer_number="")]
        first, second = read_csv(csv_file(*rows, header=WIDE), DEFAULTS)
        assert [line.item.name for line in first.content.lines] == ["Mug", "Plate"]
        assert (first.place, second.place) == ("2–4", "3")

    def test_refuses_norways_margin_scheme_with_the_reason(self) -> None:
        data = csv_file("R-1;10001;Mug;1;10;;Used_Goods", header=f"{HEADER};vat_scheme")
        with pytest.raises(SchemeUnworded) as refused:
            read_csv(data, replace(DEFAULTS, country="NO"))
        assert refused.value.params == {"line": 2, "law": "mval. § 4-5"}
        assert read_csv(data, DEFAULTS)[0].content.lines[0].vat.category == "E"

    def test_reads_every_field_of_the_request(self) -> None:
        content = one(
            order_reference="PO-1", buyer_reference="Anna", period_start="1.11.2026", period_end="2026-11-30",
            delivered_on="2026-11-20", due_on="7.12.2026", note="Thank you", currency="sek", unit="tim",
        ).content  # fmt: skip
        assert (content.order_reference, content.buyer_reference) == ("PO-1", "Anna")
        assert content.period is not None
        assert (content.period.start, content.period.end) == (date(2026, 11, 1), date(2026, 11, 30))
        assert content.delivery is not None
        assert (content.delivery.delivered_on, content.due_on) == (date(2026, 11, 20), date(2026, 12, 7))
        assert (content.notes[0].text, content.currency, content.lines[0].unit) == ("Thank you", "SEK", "HUR")

    def test_takes_a_discount_off_the_line(self) -> None:
        content = one(quantity="3", unit_price="9.99", discount_percent="12,5")
        assert content.content.lines[0].net == Decimal("26.22")

    def test_makes_a_credit_note_of_what_credits_an_invoice(self) -> None:
        content = one(credited_invoice="20260001").content
        assert content.is_credit_note
        assert content.preceding_invoices[0].number == "20260001"

    def test_knows_what_is_called_off(self) -> None:
        assert one(state="Cancelled").cancelled
        assert not one(state="ready").cancelled

    @pytest.mark.parametrize(
        ("rate", "category", "treated"), [("0", "", "Z"), ("25,5", "", "S"), ("0", "ae", "AE"), ("", "O", "O")]
    )
    def test_finds_out_the_vat_category(self, rate: str, category: str, treated: str) -> None:
        assert one(vat_rate=rate, vat_category=category).content.lines[0].vat.category == treated

    def test_keeps_a_request_in_a_currency_that_is_none(self) -> None:
        assert one(currency="XXQ").content.totals.gross == 0

    def test_offers_a_card_where_the_customer_is_named(self) -> None:
        card = one(customer_name="Tuohi", customer_country="SE", customer_business_id="5560160680").buyer
        assert card is not None
        assert (card.name, card.kind, card.language) == ("Tuohi", "business", "sv")
        assert one().buyer is None

    def test_drops_control_characters(self) -> None:
        assert one(text="Mug\x07 blue\x1b[0m").content.lines[0].item.name == "Mug blue [0m"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    @pytest.mark.parametrize("delimiter", [";", ",", "\t"])
    def test_finds_out_encoding_and_delimiter(self, encoding: str, delimiter: str) -> None:
        text = 'request_id;customer_number;text;quantity;unit_price;vat_rate\nR;1;"Pöytä; ""suuri"", är";1;1.5;25.5\n'
        if delimiter != ";":
            head, _row = text.split("\n", 1)
            text = (
                head.replace(";", delimiter)
                + "\n"
                + delimiter.join(["R", "1", '"Pöytä; ""suuri"", är"', "1", "1.5", "25.5"])
            )
        (draft,) = read_csv(text.encode(encoding), DEFAULTS)
        assert draft.content.lines[0].item.name == 'Pöytä; "suuri", är'


class TestBrokenFiles:
    """What is refused whole, and what the refusal says."""

    @pytest.mark.parametrize(
        ("data", "refusal", "says"),
        [
            (b"request_id;text\n1;Mug\n", MissingColumns, "customer_number, quantity, unit_price, vat_rate"),
            (csv_file("R;1;Mug;1;1;25.5;9", header=f"{HEADER};discont"), UnknownColumns, "discont"),
            (csv_file("R;1;Mug;1;1;25.5", "R;1;Mug"), BrokenRow, "Line 3 has 3 fields"),
            (csv_file("R;1;Mug;1;1;25.5;x"), BrokenRow, "Line 2 has 7 fields"),
            (csv_file('R;1;"Mug;1;1;25.5'), BrokenCsv, "Line 2"),
            (csv_file(f"R;1;{'x' * 100_001};1;1;25.5"), BrokenCsv, "100000"),
            (csv_file(";1;Mug;1;1;25.5"), RequestIdMissing, "Line 2"),
            (csv_file("R;1;Mug;two;1;25.5"), NotANumber, "Line 2, column quantity: two"),
            (csv_file("R;1;Mug;1;1.234,50;25.5"), NotANumber, "unit_price"),
            (csv_file("R;1;Mug;1.000;12;24"), TwoNumbers, "quantity"),
            (csv_file("R;1;Mug;1;1.234;25,5"), TwoNumbers, "unit_price"),
            (csv_file("R;1;Mug;1;NaN;25.5"), NotANumber, "NaN"),
            (csv_file("R;1;Mug;1;1e9;25.5"), NotANumber, "1e9"),
            (csv_file("R;1;Mug;1;1;25.5", "R;2;Plate;1;1;25.5"), Contradiction, "Line 3 says 2"),
            (csv_file(), NoRequests, "no request"),
            (b"\x81\x8d;", NotText, "UTF-8"),
            (csv_file(wide_row(due_on="31.2.2026"), header=WIDE), NotADay, "31.2.2026"),
            (csv_file(wide_row(state="perhaps"), header=WIDE), NotAChoice, "perhaps"),
        ],
    )  # fmt: skip
    def test_say_where_they_break(self, data: bytes, refusal: type[Exception], says: str) -> None:
        with pytest.raises(refusal) as told:
            read_csv(data, DEFAULTS)
        assert says in str(told.value)
