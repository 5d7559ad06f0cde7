"""The EPC QR code: each line in its place, and decoded back from a picture."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import zxingcpp

from billing.countries.payment_codes.epc_qr import AmountOutsideQr, EpcPayment, TooMuchForQr, epc_qr

PAYMENT = EpcPayment(
    name="Kuusi Keramiikka Oy",
    iban="FI79 4405 2020 0360 82",
    amount=Decimal("107.8"),
    reference="RF09 8685 1625 9619 897",
    bic="okoyfihh",
    due_on=date(2026, 12, 7),
)


class TestEpcQr:
    """The lines of the code."""

    def test_has_twelve_lines_with_the_due_day_in_the_last(self) -> None:
        assert epc_qr(PAYMENT).split("\n") == [
            "BCD",
            "002",
            "1",
            "SCT",
            "OKOYFIHH",
            "Kuusi Keramiikka Oy",
            "FI7944052020036082",
            "EUR107.80",
            "",
            "RF09868516259619897",
            "",
            "ReqdExctnDt/2026-12-07",
        ]

    def test_writes_a_text_only_where_there_is_no_reference(self) -> None:
        both = replace(PAYMENT, text="Invoice 412", due_on=None)
        assert "Invoice 412" not in epc_qr(both)
        assert epc_qr(replace(both, reference="")).split("\n")[9:] == ["", "Invoice 412"]

    def test_lets_no_line_break_move_the_fields(self) -> None:
        assert epc_qr(replace(PAYMENT, name="Kuusi\nEUR1.00\r\nOy")).split("\n")[5] == "Kuusi EUR1.00 Oy"

    @pytest.mark.parametrize("amount", ["0", "-1", "1000000000", "0.004"])
    def test_refuses_amounts_it_cannot_hold(self, amount: str) -> None:
        with pytest.raises(AmountOutsideQr):
            epc_qr(replace(PAYMENT, amount=Decimal(amount)))

    def test_refuses_more_bytes_than_the_symbol_holds(self) -> None:
        with pytest.raises(TooMuchForQr):
            epc_qr(replace(PAYMENT, name="ä" * 70, reference="", text="ö" * 140))

    def test_is_read_back_from_the_picture(self) -> None:
        text = epc_qr(replace(PAYMENT, name="Häme & Åberg Øst"))
        barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        read = zxingcpp.read_barcode(zxingcpp.write_barcode_to_image(barcode, scale=4))
        assert read is not None
        assert read.text == text
