"""Which requests share an invoice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from factories.customers import a_customer
from factories.invoices import plain_invoice, plain_line
from factories.sellers import a_seller

from billing.customers.rules.facts import CustomerFacts
from billing.delivery.rendering.einvoices import Ends, write_factur_x, write_syntax
from billing.en16931.arithmetic import completed
from billing.en16931.model import (
    Address,
    Contact,
    Delivery,
    Identifier,
    Invoice,
    Note,
    Period,
    PrecedingInvoice,
    VatSubtotal,
    VatTreatment,
)
from billing.en16931.model.plain import to_plain
from billing.invoices.rules import Block, Numbered, numbered
from billing.invoices.rules.household import MARK
from billing.runs.rules.gathering import Gathered, gather, unnumbered
from billing.runs.rules.preparing import Candidate, Terms
from billing.seller.rules import seller_party
from tenants.kernel.ids import CustomerId, RequestId, StreamId
from tenants.kernel.language import msg

SELLER, STREAM, TODAY = a_seller(), StreamId(UUID(int=9)), date(2026, 3, 2)
TERMS = Terms(STREAM, TODAY)
ALL, BY_ORDER = a_customer(collective="run"), a_customer(collective="order")
EXEMPT = VatTreatment("E", Decimal(0))


def content(number: str = "A", **changes: object) -> Invoice:
    lines = changes.pop("lines", (plain_line(),))
    usual = {"seller": seller_party(SELLER), "issued_on": TODAY, "due_on": None, "buyer_reference": None}
    return completed(plain_invoice(*lines, number=number, **{**usual, **changes}))  # type: ignore[misc]  # lines


def candidate(said: Invoice, customer: CustomerFacts = ALL, *, state: str = "ready") -> Candidate:
    return Candidate(
        request_id=RequestId(uuid4()),
        stream_id=STREAM,
        state=state,
        customer=customer,
        customer_number=customer.number,
        customer_name=customer.name,
        subject="Mugs",
        content=to_plain(said),
    )


def gathered(*contents: Invoice, customer: CustomerFacts = ALL) -> Gathered:
    return gather([candidate(one, customer) for one in contents], SELLER, TERMS)


def sizes(found: Gathered) -> list[int]:
    return [len(one.candidates) for one in found.ready]


class TestGather:
    """`gather`."""

    def test_makes_an_invoice_of_each_request_where_the_card_says_none(self) -> None:
        assert sizes(gathered(content(), content(), customer=a_customer())) == [1, 1]

    def test_makes_one_invoice_of_all(self) -> None:
        found = gathered(content("A"), content("B", order_reference="7"), content("C", period=Period(TODAY, TODAY)))
        (one,) = found.ready
        assert (sizes(found), len(one.invoice.lines), one.invoice.totals.net) == ([3], 3, 300)
        assert one.customer == ALL

    def test_leaves_an_invoice_of_one_request_as_it_would_be(self) -> None:
        (joined,), (alone,) = gathered(content()).ready, gathered(content(), customer=a_customer()).ready
        assert joined.invoice == alone.invoice

    def test_makes_one_invoice_for_each_order(self) -> None:
        said = [content(str(place), order_reference=order) for place, order in enumerate(("7", "8", "7", None, None))]
        found = gathered(*said, customer=BY_ORDER)
        assert sizes(found) == [2, 1, 1, 1]
        assert [one.invoice.order_reference for one in found.ready] == ["7", "8", None, None]

    def test_takes_the_cards_order_number_where_a_request_names_none(self) -> None:
        card = replace(BY_ORDER, order_reference="7")
        assert sizes(gathered(content("A"), content("B", order_reference="7"), customer=card)) == [2]

    def test_says_no_order_number_at_the_head_that_isnt_everybodys(self) -> None:
        card = replace(ALL, order_reference="7")
        (one,) = gathered(content("A"), content("B", order_reference="8"), customer=card).ready
        assert one.invoice.order_reference is None
        notes = [line.note or "" for line in one.invoice.lines]
        assert [note.rsplit(" ", 1)[1] for note in notes] == ["7", "8"]

    def test_never_mixes_customers(self) -> None:
        other = replace(ALL, id=CustomerId(UUID(int=3)))
        found = gather([candidate(content(), card) for card in (ALL, other, ALL)], SELLER, TERMS)
        assert [one.customer.id for one in found.ready] == [ALL.id, other.id]
        assert sizes(found) == [2, 1]

    def test_keeps_customers_apart_that_are_to_be(self) -> None:
        found = gather([candidate(content()), candidate(content())], SELLER, TERMS, apart={ALL.id})
        assert sizes(found) == [1, 1]

    def test_sets_aside_the_bad_request_alone(self) -> None:
        bad = candidate(content(lines=(plain_line(vat=VatTreatment("S", Decimal(99))),)))
        gone = candidate(content(), state="dismissed")
        found = gather([candidate(content("A")), bad, gone, candidate(content("B"))], SELLER, TERMS)
        assert sizes(found) == [2]
        assert [one.candidate for one in found.refused] == [bad, gone]
        assert found.ready[0].invoice.totals.net == 200

    def test_names_the_rates_of_two_days_on_one_invoice(self) -> None:
        # Finland: food was taxed at 14 % until the last day of 2025, and is at 13.5 % from the first of 2026.
        then, now = (plain_line(vat=VatTreatment("S", Decimal(rate))) for rate in ("14", "13.5"))
        before = content("A", lines=(then,), delivery=Delivery(delivered_on=date(2025, 12, 31)))
        (one,) = gathered(before, content("B", lines=(now,))).ready
        assert [entry.treatment.rate for entry in one.invoice.vat_breakdown] == [Decimal(14), Decimal("13.5")]

    def test_says_the_texts_of_the_stream_once(self) -> None:
        (one,) = gathered(content("A", notes=(Note("x"),)), content("B", notes=(Note("x"),))).ready
        assert [note.text for note in one.invoice.notes] == ["x"]


def different() -> Iterator[tuple[str, Invoice]]:
    """Yield by what a request differs from a usual one, so that they can't share an invoice."""
    yield "the currency", content("B", currency="SEK", lines=(plain_line(vat=EXEMPT),), vat_breakdown=why("Health"))
    yield "the due day", content("B", due_on=date(2026, 5, 1))
    yield "the terms", content("B", payment_terms="On delivery")
    yield "where it was delivered", content("B", delivery=Delivery(address=Address(city="Åbo", country="FI")))
    yield "who buys it", content("B", buyer_reference="Shop")
    yield "whom to ask", content("B", buyer=replace(content().buyer, contact=Contact(name="Tuohi")))
    yield "the tax point", content("B", vat_point_on=date(2026, 2, 27))
    yield "the kind", content("B", type_code="384", preceding_invoices=(PrecedingInvoice("1"),))
    yield "being a credit note", content("B", type_code="381", preceding_invoices=(PrecedingInvoice("1"),))
    marked = replace(plain_line(), item=replace(plain_line().item, attributes=(MARK,)))
    yield "household work", content("B", lines=(marked,))
    outside = VatTreatment("O", None)
    reason = (VatSubtotal(treatment=outside, exemption_reason="Not a supply"),)
    yield "being outside VAT", content("B", lines=(plain_line(vat=outside),), vat_breakdown=reason)


def why(reason: str) -> tuple[VatSubtotal, ...]:
    return (VatSubtotal(treatment=EXEMPT, exemption_reason=reason),)


class TestWhatNeverJoins:
    """What has one place at the head of an invoice."""

    @pytest.mark.parametrize(("_by", "other"), list(different()), ids=[name for name, _other in different()])
    def test_keeps_an_invoice_of_its_own(self, _by: str, other: Invoice) -> None:
        card = replace(ALL, kind="consumer") if MARK in other.lines[0].item.attributes else ALL
        found = gathered(content("A"), other, content("C"), customer=card)
        assert found.refused == ()
        assert sizes(found) == [2, 1]

    def test_is_two_reasons_for_one_rate(self) -> None:
        exempt = (plain_line(vat=EXEMPT),)
        said = [
            content(str(place), lines=exempt, vat_breakdown=why(text))
            for place, text in enumerate(("Health", "Used goods", "Health"))
        ]
        found = gathered(*said)
        assert sizes(found) == [2, 1]
        assert [one.invoice.vat_breakdown[0].exemption_reason for one in found.ready] == ["Health", "Used goods"]

    def test_is_the_order_number_that_an_einvoice_cant_do_without(self) -> None:
        address = {"delivery": "einvoice", "einvoice_address": "003791234565"}
        card = replace(ALL, **address)
        said = [content("A", order_reference="7"), content("B", order_reference="8")]
        assert sizes(gathered(*said, customer=card)) == [1, 1]
        assert sizes(gathered(*said, customer=replace(card, buyer_reference="Office"))) == [2]


class TestUnnumbered:
    """`unnumbered`."""

    def test_names_every_request_of_the_invoices_without_a_number(self) -> None:
        ready = gathered(content("A"), content("B")).ready
        single = gathered(content("C")).ready
        block = Block((Numbered(1, "1", "1"),), msg("Nothing left."))
        found = unnumbered((*single, *ready), block)
        assert [one.candidate for one in found] == list(ready[0].candidates)
        assert unnumbered(ready, Block(block.numbers)) == ()


class TestSyntaxes:
    """A collective invoice passes the rules of each syntax like any other."""

    def test_can_be_written_where_requests_differ_in_all_that_they_may(self) -> None:
        address = {"einvoice_address": "003792345670", "einvoice_operator": "003723327487"}
        card = replace(ALL, delivery="einvoice", business_id="92345670", buyer_reference="Office", **address)
        exempt = {"lines": (plain_line(vat=EXEMPT),), "vat_breakdown": why("Health care")}
        found = gathered(
            content("A-1", order_reference="77", notes=(Note("Left"),)),
            content("contract:7:2026-02-01", period=Period(date(2026, 2, 1), date(2026, 2, 28))),
            content("C", delivery=Delivery(delivered_on=date(2026, 2, 20)), buyer_accounting="100", **exempt),
            customer=card,
        )
        (one,) = found.ready
        invoice = numbered(one.invoice, one.payee, number="10000001", reference="100000010")
        invoice = replace(
            invoice, seller=replace(invoice.seller, electronic_address=Identifier("003726222226", "0216"))
        )
        ends = Ends("m1", "003726222226", "003723327487")
        assert b"InvoicedObjectID" in write_syntax(invoice, "finvoice", ends)
        assert b"A-1" in write_syntax(invoice, "ubl", ends)
        assert write_factur_x(invoice)
