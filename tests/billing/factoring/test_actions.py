"""Saving agreements, and whose invoices they transfer."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from factories.cast import Cast
from factories.desk import Desk

from billing.customers.queries import CustomerQuery, customer_rows
from billing.factoring.actions import AgreementInput, save_agreement
from billing.factoring.queries import NoSuchAgreement, agreement_rows, factoring_of, get_agreement
from billing.invoices.queries import InvoiceQuery, get_invoice, invoice_rows
from billing.streams.queries import stream_rows
from tenants.kernel.ids import FactoringId
from tenants.kernel.journal import journal_rows
from tenants.kernel.refusals import InvalidFields, NotFound

IBAN = "FI2112345600000785"


def agree(desk: Desk, which: FactoringId | None = None, **typed: object) -> FactoringId:
    given = AgreementInput(**{"name": "Saatavat Oy", "iban": IBAN, **typed})  # type: ignore[arg-type]  # named below
    with desk.cast.alice.acting(in_=desk.workspace_id) as (actor, now):
        return save_agreement(actor, desk.workspace_id, given, which, now=now)


def fields(desk: Desk, **typed: object) -> list[str]:
    with pytest.raises(InvalidFields) as refused:
        agree(desk, **typed)
    return [problem.field for problem in refused.value.problems]


class TestSaveAgreement:
    """Who is paid, and for what."""

    def test_transfers_a_streams_invoices_from_then_on(self, desk: Desk) -> None:
        before = desk.rehearse().fingerprint
        agree(desk, streams=frozenset({desk.stream_id}))
        shown = desk.rehearse()
        assert shown.fingerprint != before
        run_id = desk.run()
        with desk.cast.alice.acting(in_=desk.workspace_id):
            rows = invoice_rows(desk.workspace_id, InvoiceQuery(run_id=run_id, sort="number", descending=False))
            contents = [get_invoice(desk.workspace_id, row.id).content for row in rows]
        assert list(shown.samples) == contents[:3]
        assert {one.payee.name for one in contents if one.payee} == {"Saatavat Oy"}
        assert {means.transfers[0].account for one in contents for means in one.payment_means} == {IBAN}

    def test_transfers_a_customers_invoices_and_stops_when_it_is_over(self, desk: Desk) -> None:
        with desk.cast.alice.acting(in_=desk.workspace_id):
            card = customer_rows(desk.workspace_id, CustomerQuery())[0]
        agreed = agree(desk, customer_numbers=(card.number,))
        with desk.cast.alice.acting(in_=desk.workspace_id):
            found = factoring_of(desk.workspace_id, desk.stream_id).of(card.id)
        assert found is not None
        assert found.id == agreed
        agree(desk, agreed, active=False)
        with desk.cast.alice.acting(in_=desk.workspace_id):
            assert factoring_of(desk.workspace_id, desk.stream_id).of(card.id) is None

    def test_gives_a_stream_to_one_of_those_who_ask_for_it_at_the_same_time(self, desk: Desk) -> None:
        def attempt(name: str) -> list[str]:
            with desk.cast.alice.app.app_context():
                try:
                    agree(desk, name=name, streams=frozenset({desk.stream_id}))
                except InvalidFields as refused:
                    return [problem.field for problem in refused.problems]
                return []

        with ThreadPoolExecutor(4) as pool:
            outcomes = sorted(pool.map(attempt, ("Yksi Oy", "Kaksi Oy", "Kolme Oy", "Neljä Oy")))
        assert outcomes == [[], ["streams"], ["streams"], ["streams"]]

    def test_gives_a_stream_or_customer_to_one_finance_company_only(self, desk: Desk) -> None:
        with desk.cast.alice.acting(in_=desk.workspace_id):
            number = customer_rows(desk.workspace_id, CustomerQuery())[0].number
        agree(desk, streams=frozenset({desk.stream_id}), customer_numbers=(number,))
        again = {"name": "Other Oy", "streams": frozenset({desk.stream_id}), "customer_numbers": (number,)}
        assert fields(desk, **again) == ["customers", "streams"]

    def test_refuses_an_unknown_customer_and_a_name_twice(self, desk: Desk) -> None:
        agree(desk)
        assert fields(desk, name="saatavat oy", customer_numbers=("777777",)) == ["name", "customers"]

    def test_tells_the_journal_what_was_changed(self, desk: Desk) -> None:
        with desk.cast.alice.acting(in_=desk.workspace_id):
            one, other = (card.number for card in customer_rows(desk.workspace_id, CustomerQuery())[:2])
        streams = frozenset({desk.stream_id})
        first = {"streams": streams, "customer_numbers": (one,), "clauses": {"fi": "Siirretty."}, "reference": "A1"}
        agreed = agree(desk, **first)
        agree(desk, agreed, **first)
        agree(desk, agreed, iban="FI4250001510000023", customer_numbers=(other,), clauses={"fi": "Myyty."})
        with desk.cast.alice.acting(in_=desk.workspace_id):
            changed, made = journal_rows(desk.workspace_id, about_id=agreed)
            (stream,) = stream_rows(desk.workspace_id)
        assert (made.act, made.before) == ("factoring_agreed", {})
        assert made.after == {
            "name": "Saatavat Oy",
            "iban": IBAN,
            "reference": "A1",
            "active": True,
            "clause_fi": "Siirretty.",
            "streams_transferred": stream.name,
            "customers_transferred": one,
        }
        assert (changed.act, changed.before) == (
            "factoring_changed",
            {"iban": IBAN, "reference": "A1", "clause_fi": "Siirretty.", "streams_transferred": stream.name},
        )
        assert changed.after == {
            "iban": "FI4250001510000023",
            "reference": None,
            "clause_fi": "Myyty.",
            "streams_transferred": "",
            "customers_transferred": other,
            "customers_released": one,
        }

    def test_is_hidden_from_others(self, desk: Desk, cast: Cast) -> None:
        agreed = agree(desk)
        with cast.charlie.acting() as (actor, now), pytest.raises(NotFound):
            save_agreement(actor, desk.workspace_id, AgreementInput(name="Mine Oy", iban=IBAN), agreed, now=now)
        with cast.charlie.acting():
            assert agreement_rows(desk.workspace_id) == ()
            with pytest.raises(NoSuchAgreement):
                get_agreement(desk.workspace_id, agreed)
