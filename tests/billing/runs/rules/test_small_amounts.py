"""What a run sets aside for being too small."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from factories.customers import a_customer
from factories.invoices import plain_invoice, plain_line
from factories.sellers import a_seller

from billing.customers.rules.facts import CustomerFacts
from billing.en16931.arithmetic import completed
from billing.en16931.model import PrecedingInvoice
from billing.en16931.model.plain import to_plain
from billing.runs.rules.gathering import Gathered, gather
from billing.runs.rules.preparing import Candidate, Terms
from billing.runs.rules.small_amounts import hold_small
from billing.seller.rules import seller_party
from tenants.kernel.ids import RequestId, StreamId

SELLER, STREAM, TODAY = a_seller(), StreamId(UUID(int=9)), date(2026, 3, 2)
ALONE, TOGETHER = a_customer(), a_customer(collective="run")


def candidate(net: str, customer: CustomerFacts, *, released: bool = False, **changes: object) -> Candidate:
    usual = {"seller": seller_party(SELLER), "issued_on": TODAY, "due_on": None, "buyer_reference": None}
    said = completed(plain_invoice(plain_line(net=net), number="A", **{**usual, **changes}))  # type: ignore[arg-type]  # as said
    return Candidate(
        request_id=RequestId(uuid4()),
        stream_id=STREAM,
        state="ready",
        customer=customer,
        customer_number=customer.number,
        customer_name=customer.name,
        subject="Mugs",
        content=to_plain(said),
        is_released=released,
    )


def held(*candidates: Candidate, least: str | None = "20") -> Gathered:
    found = gather(candidates, SELLER, Terms(STREAM, TODAY))
    assert found.refused == ()
    return hold_small(found, SELLER, Decimal(least) if least else None)


def sizes(found: Gathered) -> tuple[list[int], int]:
    return [len(one.candidates) for one in found.ready], len(found.refused)


class TestHoldSmall:
    """`hold_small`."""

    def test_sets_small_ones_aside_with_the_reason_and_leaves_the_rest(self) -> None:
        found = held(candidate("1", ALONE), candidate("100", ALONE))
        assert sizes(found) == ([1], 1)
        assert (found.refused[0].is_small, "least amount" in str(found.refused[0].reason)) == (True, True)

    def test_does_nothing_where_the_stream_has_no_rule(self) -> None:
        assert sizes(held(candidate("1", ALONE), least=None)) == ([1], 0)

    def test_lets_small_ones_reach_it_together(self) -> None:
        assert sizes(held(candidate("9", TOGETHER), candidate("9", TOGETHER))) == ([2], 0)
        assert sizes(held(candidate("1", TOGETHER), candidate("2", TOGETHER))) == ([], 2)

    def test_bills_what_a_person_released_and_what_shares_its_invoice(self) -> None:
        assert sizes(held(candidate("1", ALONE, released=True))) == ([1], 0)
        assert sizes(held(candidate("1", TOGETHER, released=True), candidate("2", TOGETHER))) == ([2], 0)

    def test_never_keeps_a_credit_note(self) -> None:
        assert sizes(held(candidate("1", ALONE, type_code="381", preceding_invoices=(PrecedingInvoice("1"),)))) == (
            [1],
            0,
        )

    def test_leaves_other_currencies_alone(self) -> None:
        abroad = replace(SELLER, currency="SEK")
        found = gather([candidate("1", ALONE)], SELLER, Terms(STREAM, TODAY))
        assert sizes(hold_small(found, abroad, Decimal(20))) == ([1], 0)
