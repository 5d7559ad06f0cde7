"""E-invoices as drafts."""

from dataclasses import replace
from datetime import date

import pytest
from factories.invoices import plain_invoice, plain_line
from factories.sellers import a_seller

from billing.en16931.arithmetic import completed
from billing.en16931.model import Identifier, Party
from billing.en16931.ubl import write_ubl
from billing.invoices.rules.work_marks import Work, marked
from billing.requests.formats.einvoices import card_of, key_of, read_einvoices
from billing.requests.rules.draft import Defaults
from billing.seller.rules import seller_party

DEFAULTS = Defaults(seller=seller_party(a_seller()), country="FI", language="fi", currency="EUR", on=date(2026, 11, 23))


class TestReadEinvoices:
    """Files into drafts."""

    def test_keep_the_invoice_as_it_was_stated(self) -> None:
        invoice = completed(plain_invoice())
        (draft,) = read_einvoices(write_ubl(invoice), DEFAULTS)
        assert (draft.source, draft.place, draft.content.totals) == ("ubl", "1", invoice.totals)

    def test_take_no_marks_of_rot_or_rut_work(self) -> None:
        marks = marked(plain_line(), Work(reduction="rot", person="811228-9874"))
        (draft,) = read_einvoices(write_ubl(completed(plain_invoice(marks))), DEFAULTS)
        assert "9874" not in str(draft.content)


class TestKeyOf:
    """What makes two e-invoices the same."""

    def test_is_seller_number_and_type(self) -> None:
        invoice = plain_invoice()
        assert key_of(invoice) == "91234565|2026001|380"
        assert key_of(replace(invoice, type_code="381")) != key_of(invoice)
        spaced = replace(invoice.seller, legal_registration=Identifier("9123456 - 5"))
        assert key_of(replace(invoice, seller=spaced)) == key_of(invoice)


class TestCardOf:
    """The card that a new customer gets."""

    @pytest.mark.parametrize(
        ("stated", "kept"),
        [
            (Identifier("003792345670", "0037"), ("0216", "003792345670")),
            (Identifier("0037 9234567-0"), ("0216", "003792345670")),
            (Identifier("5560160680", "0007"), ("0007", "5560160680")),
            (Identifier("FI9599900100000015", "X"), (None, "FI9599900100000015")),
        ],
    )
    def test_has_the_einvoice_address(self, stated: Identifier, kept: tuple[str | None, str]) -> None:
        invoice = plain_invoice()
        card = card_of(replace(invoice, buyer=replace(invoice.buyer, electronic_address=stated)), DEFAULTS)
        assert card is not None
        assert (card.einvoice_scheme, card.einvoice_address, card.delivery) == (*kept, "einvoice")

    def test_is_a_consumers_without_ids_and_none_without_a_name(self) -> None:
        consumer = card_of(replace(plain_invoice(), buyer=Party(name="Onni")), DEFAULTS)
        assert consumer is not None
        assert (consumer.kind, consumer.delivery, consumer.country) == ("consumer", "email", "FI")
        assert card_of(replace(plain_invoice(), buyer=Party(name=" ")), DEFAULTS) is None
