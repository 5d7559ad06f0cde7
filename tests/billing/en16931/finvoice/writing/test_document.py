"""Whole invoices, written."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from billing.en16931.arithmetic import completed
from billing.en16931.finvoice import CannotWrite, read_finvoice, write_finvoice
from billing.en16931.model import Invoice, Line, Party, Price
from tests.billing.en16931.finvoice.samples import EXAMPLES, NOW, OPERATOR, file_of, needs_corpora, schema, written
from tests.factories.invoices import BUYER, SELLER, plain_invoice, plain_line, random_invoice

PLAIN = completed(plain_invoice(plain_line(1), plain_line(2, net="0.123456", quantity="1000")))
DRAWN = [completed(random_invoice(Random(seed))) for seed in range(80)]  # noqa: S311  samples, not secrets
MANY = [invoice for invoice in DRAWN if invoice.totals.gross > 0]


def per_unit(line: Line) -> Line:
    """Return a line whose price is per one unit, so that equal prices are equal."""
    return replace(line, price=Price(net=(line.price.net / (line.price.base_quantity or 1)).quantize(Decimal("1e-12"))))


def comparable(invoice: Invoice) -> Invoice:
    return replace(invoice, specification=None, lines=tuple(per_unit(line) for line in invoice.lines))


class TestWriteFinvoice:
    """The file as banks take it."""

    @needs_corpora
    def test_is_valid_for_invoices_that_are_hard_to_add_up(self) -> None:
        assert EXAMPLES
        for invoice in MANY:
            schema().assertValid(written(invoice))

    def test_is_read_as_the_same_invoice(self) -> None:
        for invoice in MANY:
            assert comparable(read_finvoice(written(invoice))) == comparable(invoice)

    def test_covers_invoices_and_credit_notes(self) -> None:
        assert {invoice.type_code for invoice in MANY} == {"380", "381"}

    def test_begins_as_banks_demand(self) -> None:
        lines = file_of(PLAIN).split(b"\n")
        assert lines[0] == b'<?xml version="1.0" encoding="ISO-8859-15"?>'
        assert lines[1] == b'<?xml-stylesheet type="text/xsl" href="Finvoice.xsl"?>'
        assert b'Version="3.0"' in lines[2]

    def test_says_its_route_and_mode(self) -> None:
        root = written(PLAIN)
        texts = [element.text for element in root[0].iter() if not len(element)]
        assert texts == [
            "003791234565",
            OPERATOR,
            "003792345670",
            OPERATOR,
            "M-1",
            "2026-11-23T08:30:00+00:00",
            "EN16931",
        ]

    def test_turns_every_amount_of_a_credit_note_and_no_price(self) -> None:
        root = written(replace(PLAIN, type_code="381"))
        amounts = [element for element in root.iter() if element.get("AmountCurrencyIdentifier")]
        assert {element.tag for element in amounts if not (element.text or "").startswith("-")} == {
            "UnitPriceAmount",
            "UnitPriceNetAmount",
        }
        assert root.findtext("InvoiceDetails/InvoiceTypeCode") == "INV02"

    @pytest.mark.parametrize("name", ["Śląska Łódź", "Ąžuolas “Kaunas”", "陶器 & Söner €"])
    def test_carries_any_letter_in_its_character_set(self, name: str) -> None:
        data = file_of(replace(PLAIN, buyer=replace(BUYER, name=name)))
        data.decode("iso8859-15")
        assert read_finvoice(written(replace(PLAIN, buyer=replace(BUYER, name=name)))).buyer.name in {
            name,
            name.replace("“", '"').replace("”", '"'),
        }

    def test_leaves_out_what_is_empty_and_uses_no_tabs(self) -> None:
        data = file_of(PLAIN)
        empty = {element.tag for element in written(PLAIN).iter() if not len(element) and not element.text}
        assert empty == {"EpiReference"}
        assert b"\t" not in data

    def test_names_another_recipient(self) -> None:
        data = write_finvoice(
            PLAIN, message_id="M-1", timestamp=NOW, sender_intermediator=OPERATOR, receiver_intermediator=OPERATOR,
            recipient=Party(name="Palvelukeskus"),
        )  # fmt: skip
        assert b"<InvoiceRecipientOrganisationName>Palvelukeskus<" in data


class TestCannotWrite:
    """Reasons, each with its field."""

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"payment_means": ()}, "EpiAccountID"),
            ({"due_on": None}, "EpiDateOptionDate"),
            ({"number": "1" * 21}, "InvoiceNumber"),
            ({"lines": ()}, "InvoiceRow"),
            ({"seller": replace(SELLER, electronic_address=None)}, "FromIdentifier"),
            ({"buyer": replace(BUYER, electronic_address=None)}, "ToIdentifier"),
            ({"buyer": replace(BUYER, name="x" * 71)}, "BuyerOrganisationName"),
            ({"buyer": replace(BUYER, name="x")}, "BuyerOrganisationName"),
            ({"buyer": replace(BUYER, name=" ")}, "BuyerOrganisationName"),
            ({"payment_terms": "word " * 40}, "PaymentTermsFreeText"),
            ({"type_code": "381", "totals": replace(PLAIN.totals, gross=Decimal(-1))}, "BT-112"),
            ({"totals": replace(PLAIN.totals, payable=Decimal("1.005"))}, "BT-115"),
        ],
    )
    def test_names_the_field(self, changes: dict[str, object], field: str) -> None:
        with pytest.raises(CannotWrite) as refusal:
            file_of(replace(PLAIN, **changes))  # type: ignore[arg-type]  # the fields are named by each case
        assert [problem.field for problem in refusal.value.problems] == [field]

    def test_gives_every_reason_at_once(self) -> None:
        with pytest.raises(CannotWrite) as refusal:
            file_of(replace(PLAIN, payment_means=(), due_on=None))
        assert len(refusal.value.reasons) == 2
