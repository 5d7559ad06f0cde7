"""Totals of many invoices."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from billing.en16931.arithmetic import completed
from billing.en16931.model import VatTreatment
from billing.runs.rules.totals import claim_totals, currency_totals, rate_totals
from tests.factories.invoices import plain_invoice, plain_line, random_invoice

REDUCED = VatTreatment("S", Decimal("13.5"))


class TestRateTotals:
    """By currency, category and rate."""

    def test_adds_up_each_rate_the_highest_first(self) -> None:
        both = completed(plain_invoice(plain_line(1), plain_line(2, vat=REDUCED)))
        totals = rate_totals([both, both])
        assert [(one.rate, one.net, one.vat) for one in totals] == [
            (Decimal("25.5"), Decimal(200), Decimal("51.00")),
            (Decimal("13.5"), Decimal(200), Decimal("27.00")),
        ]

    def test_takes_credit_notes_off(self) -> None:
        bill, note = (completed(plain_invoice(type_code=code)) for code in ("380", "381"))
        (total,) = rate_totals([bill, bill, note])
        assert (total.net, total.vat) == (Decimal(100), Decimal("25.50"))

    def test_keeps_currencies_apart(self) -> None:
        totals = rate_totals([completed(plain_invoice(currency=currency)) for currency in ("SEK", "EUR")])
        assert [one.currency for one in totals] == ["EUR", "SEK"]
        assert [one.gross for one in currency_totals(totals)] == [Decimal("125.50"), Decimal("125.50")]

    def test_states_no_rate_outside_the_scope_of_vat(self) -> None:
        (total,) = rate_totals([completed(plain_invoice(plain_line(vat=VatTreatment("O"))))])
        assert (total.category, total.rate) == ("O", None)

    def test_comes_to_the_invoices_own_totals(self) -> None:
        rng = Random(7)  # noqa: S311  reproducible, not secret
        invoices = [completed(random_invoice(rng)) for _ in range(40)]
        (total,) = currency_totals(rate_totals(invoices))
        signed = [(-1 if one.is_credit_note else 1, one.totals) for one in invoices]
        assert total.net == sum(sign * totals.net for sign, totals in signed)
        assert total.gross == sum(sign * totals.gross for sign, totals in signed)


class TestClaimTotals:
    """What Skatteverket and what the customers are asked for."""

    def test_takes_credit_notes_off_and_keeps_what_nobody_claims_out(self) -> None:
        plain = [completed(plain_invoice(currency=currency)) for currency in ("SEK", "EUR")]
        bill, note = (completed(plain_invoice(type_code=code, currency="SEK")) for code in ("380", "381"))
        halved = [
            replace(one, totals=replace(one.totals, claimed=Decimal(part), payable=one.totals.payable - part))
            for one, part in ((bill, 50), (bill, 40), (note, 40))
        ]
        (total,) = claim_totals([*plain, *halved])
        assert (total.currency, total.claimed, total.asked) == ("SEK", Decimal(50), Decimal("201.00"))

    def test_is_nothing_without_claims(self) -> None:
        assert claim_totals([completed(plain_invoice())]) == ()
