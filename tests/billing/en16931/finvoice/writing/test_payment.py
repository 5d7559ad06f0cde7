"""How to pay, on paper."""

from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree

from billing.en16931.arithmetic import completed
from billing.en16931.finvoice import CannotWrite, read_finvoice
from billing.en16931.model import Card, CreditTransfer, DirectDebit, Party, PaymentMeans
from tests.billing.en16931.finvoice.samples import file_of, needs_corpora, schema, written
from tests.factories.invoices import ACCOUNT, plain_invoice

PLAIN = completed(plain_invoice())
SECOND = CreditTransfer(account="FI0299900200000028", name="Toinen", bic="OKOYFIHH")
FULL = replace(
    ACCOUNT, text="SEPA", transfers=(*ACCOUNT.transfers, SECOND), card=Card(number="1234", holder="A"),
    direct_debit=DirectDebit(mandate="M", creditor="C", account="FI0299900200000028"),
)  # fmt: skip


def order(means: PaymentMeans, **changes: object) -> etree._Element:
    root = written(replace(PLAIN, payment_means=(means,), **changes))  # type: ignore[arg-type]  # fields of the model
    found = root.find("EpiDetails")
    assert found is not None
    return found


class TestPayment:
    """Every way to pay."""

    def test_is_read_as_it_was_written(self) -> None:
        assert read_finvoice(written(replace(PLAIN, payment_means=(FULL,)))).payment_means == (FULL,)

    @needs_corpora
    def test_is_valid(self) -> None:
        schema().assertValid(written(replace(PLAIN, payment_means=(FULL,))))

    def test_needs_no_bic_for_the_account_of_the_order(self) -> None:
        bare = replace(ACCOUNT, transfers=(CreditTransfer(account="FI95 9990 0100 0000 15"),))
        (means,) = read_finvoice(written(replace(PLAIN, payment_means=(bare,)))).payment_means
        assert means.transfers == (CreditTransfer(account="FI9599900100000015"),)

    def test_needs_a_bic_for_every_other_account(self) -> None:
        means = replace(ACCOUNT, transfers=(*ACCOUNT.transfers, replace(SECOND, bic=None)))
        with pytest.raises(CannotWrite, match="The account FI0299900200000028 needs a BIC"):
            file_of(replace(PLAIN, payment_means=(means,)))


class TestOrder:
    """The payment order block."""

    @pytest.mark.parametrize(
        ("reference", "text", "scheme"),
        [
            ("2026 0011", "20260011", "SPY"),
            ("RF18 5390 0754 7034", "RF18539007547034", "ISO"),
            ("rf185390", "RF185390", "ISO"),
        ],
    )
    def test_states_the_reference_by_its_kind(self, reference: str, text: str, scheme: str) -> None:
        element = order(replace(ACCOUNT, reference=reference)).find(".//EpiRemittanceInfoIdentifier")
        assert element is not None
        assert (element.text, element.get("IdentificationSchemeName")) == (text, scheme)

    @pytest.mark.parametrize("reference", ["12345678901234567890123", "KID-1", "7"])
    def test_refuses_a_reference_of_another_kind(self, reference: str) -> None:
        with pytest.raises(CannotWrite, match="EpiRemittanceInfoIdentifier"):
            order(replace(ACCOUNT, reference=reference))

    def test_states_the_amount_to_pay_with_two_decimals(self) -> None:
        found = order(ACCOUNT, totals=replace(PLAIN.totals, payable=Decimal(107)))
        assert found.findtext(".//EpiInstructedAmount") == "107,00"

    def test_cuts_the_beneficiarys_name_to_what_banks_take(self) -> None:
        found = order(ACCOUNT, payee=Party(name="Pohjoisen Keramiikan Rahoitus Osakeyhtiö"))
        assert found.findtext(".//EpiNameAddressDetails") == "Pohjoisen Keramiikan Rahoitus Osake"

    def test_has_the_invoices_own_day_where_nothing_is_to_be_paid(self) -> None:
        found = order(ACCOUNT, due_on=None, totals=replace(PLAIN.totals, payable=Decimal(0)))
        assert found.findtext(".//EpiDateOptionDate") == "20260302"
