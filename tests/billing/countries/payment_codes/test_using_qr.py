"""The Swedish UsingQR code."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from billing.countries.payment_codes.using_qr import AccountKind, UsingQrInvoice, using_qr

INVOICE = UsingQrInvoice(
    seller="Smedjan i Älvsjö AB",
    business_id="556016-0680",
    reference="655969",
    issued_on=date(2026, 11, 23),
    due_on=date(2026, 12, 23),
    amount=Decimal("1249.50"),
    account_kind=AccountKind.BANKGIRO,
    account="991-2346",
)


class TestUsingQr:
    """The JSON in the code."""

    def test_says_who_how_much_when_and_whereto(self) -> None:
        assert json.loads(using_qr(INVOICE)) == {
            "uqr": 1,
            "tp": 1,
            "nme": "Smedjan i Älvsjö AB",
            "cc": "SE",
            "cid": "556016-0680",
            "iref": "655969",
            "idt": "20261123",
            "ddt": "20261223",
            "due": 1249.5,
            "cur": "SEK",
            "pt": "BG",
            "acc": "991-2346",
        }

    def test_is_one_line_without_blanks_or_escapes(self) -> None:
        text = using_qr(replace(INVOICE, seller='A "B"\nC'))
        assert "\n" not in text
        assert ", " not in text
        assert "Älvsjö" in using_qr(INVOICE)

    def test_keeps_every_oere(self) -> None:
        assert '"due":99999999999.99' in using_qr(replace(INVOICE, amount=Decimal("99999999999.99")))

    def test_names_the_bank_of_an_iban(self) -> None:
        abroad = replace(INVOICE, account_kind=AccountKind.IBAN, account="SE4550000000058398257466", bic="ESSESESS")
        assert json.loads(using_qr(abroad))["bc"] == "ESSESESS"
