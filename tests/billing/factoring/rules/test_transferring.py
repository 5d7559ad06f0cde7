"""What a transfer does to an invoice."""

from dataclasses import replace
from uuid import UUID

import pytest
from factories.invoices import plain_invoice
from factories.sellers import a_seller

from billing.en16931.arithmetic import completed
from billing.en16931.conversion import to_finvoice, to_ubl
from billing.factoring.rules import Agreement, Factoring, clause_of, paid_to, transferred
from billing.invoices.rules import numbered
from tenants.kernel.ids import CustomerId, FactoringId
from tenants.kernel.language import LANGUAGES

SELLER = a_seller()
BILL = completed(plain_invoice(notes=()))


def an_agreement(**changes: object) -> Agreement:
    usual: dict[str, object] = {
        **dict.fromkeys(("business_id", "reference", "bankgiro", "plusgiro", "account", "fik_creditor")),
        "id": FactoringId(UUID(int=9)), "name": "Pohjolan Saatavat Oy", "iban": "FI2112345600000785",
        "bic": "NDEAFIHH", "clauses": {}, "active": True,
    }  # fmt: skip
    return Agreement(**{**usual, **changes})  # type: ignore[arg-type]  # named by each test


class TestTransferred:
    """The invoice."""

    def test_names_the_payee_and_says_so_below_the_lines(self) -> None:
        sold = transferred(BILL, an_agreement(business_id="92345670"), SELLER, "fi")
        assert sold.payee is not None
        assert sold.payee.name == "Pohjolan Saatavat Oy"
        assert sold.payee.legal_registration is not None
        (clause,) = sold.notes
        assert "Pohjolan Saatavat Oy" in clause.text
        assert replace(sold, payee=None, notes=()) == BILL

    def test_is_paid_to_the_finance_companys_account_by_our_reference(self) -> None:
        agreement = an_agreement()
        sold = numbered(
            transferred(BILL, agreement, SELLER, "fi"), paid_to(SELLER, agreement), number="1", reference="1009"
        )
        (means,) = sold.payment_means
        assert means.reference == "1009"
        assert (means.transfers[0].account, means.transfers[0].name) == ("FI2112345600000785", "Pohjolan Saatavat Oy")

    def test_leaves_a_credit_note_as_it_is(self) -> None:
        credit = replace(BILL, type_code="381")
        assert transferred(credit, an_agreement(), SELLER, "fi") == credit

    def test_is_told_by_its_number_in_finvoice_and_once_in_ubl(self) -> None:
        agreement = an_agreement(business_id="92345670", reference="A-77")
        bill = transferred(BILL, agreement, SELLER, "en")
        sold = numbered(bill, paid_to(SELLER, agreement), number="1", reference="1009")
        finvoice = to_finvoice(sold, message_id="m1").decode("iso-8859-15")
        assert "<FactoringAgreementIdentifier>A-77</FactoringAgreementIdentifier>" in finvoice
        for carried in (sold, replace(sold, notes=())):
            assert to_ubl(carried).decode().count("Agreement A-77.") == 1

    def test_goes_into_both_syntaxes(self) -> None:
        agreement = an_agreement(business_id="92345670")
        seller = paid_to(SELLER, agreement)
        sold = numbered(transferred(BILL, agreement, SELLER, "en"), seller, number="1", reference="1009")
        assert "FactoringAgreementDetails" not in to_finvoice(sold, message_id="m1").decode("iso-8859-15")
        for xml in (to_ubl(sold).decode(), to_finvoice(sold, message_id="m1").decode("iso-8859-15")):
            assert xml.count("Pohjolan Saatavat Oy") >= 2
            assert "FI2112345600000785" in xml
            assert "9599900100000015" not in xml


class TestClauseOf:
    """The words."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_are_there_in_every_document_language(self, language: str) -> None:
        words = clause_of(an_agreement(), language)  # type: ignore[arg-type]  # one of ours
        assert words.count("Pohjolan Saatavat Oy") >= 2

    def test_are_the_agreements_own_where_it_has_them(self) -> None:
        own = an_agreement(clauses={"sv": "Egna ord."})
        assert clause_of(own, "sv") == "Egna ord."
        assert clause_of(own, "fi") != "Egna ord."

    def test_end_with_the_number_of_the_agreement(self) -> None:
        assert clause_of(an_agreement(reference="77-1"), "sv").endswith(" Avtal 77-1.")


class TestFactoring:
    """Whose invoices."""

    def test_takes_the_customers_agreement_before_the_streams(self) -> None:
        first, second = an_agreement(), an_agreement(name="Other Oy")
        one, other = CustomerId(UUID(int=1)), CustomerId(UUID(int=2))
        both = Factoring(first, {one: second})
        assert [both.of(one), both.of(other), Factoring().of(one)] == [second, first, None]
