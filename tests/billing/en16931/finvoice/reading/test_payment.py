"""How to pay."""

from billing.en16931.model import Card, CreditTransfer, DirectDebit, PaymentMeans
from tests.billing.en16931.finvoice.samples import finvoice, read

ORDERED = "FI9599900100000015"


def account(number: str, name: str = "") -> str:
    named = f"<SellerAccountName>{name}</SellerAccountName>" if name else ""
    return (
        f'<SellerAccountDetails><SellerAccountID IdentificationSchemeName="IBAN">{number}</SellerAccountID>'
        f'<SellerBic IdentificationSchemeName="BIC">OKOYFIHH</SellerBic>{named}</SellerAccountDetails>'
    )


class TestReadPayment:
    """Accounts, card and mandate."""

    def test_reads_the_payment_order(self) -> None:
        assert read(finvoice()).payment_means == (
            PaymentMeans(code="58", reference="20260011", transfers=(CreditTransfer(account=ORDERED, bic="NDEAFIHH"),)),
        )

    def test_reads_every_account_once_and_that_of_the_order_first(self) -> None:
        accounts = account("FI0299900200000028") + account(ORDERED, "Osuuspankki")
        (means,) = read(
            finvoice(extra=f"<SellerInformationDetails>{accounts}</SellerInformationDetails>")
        ).payment_means
        assert means.transfers == (
            CreditTransfer(account=ORDERED, name="Osuuspankki", bic="NDEAFIHH"),
            CreditTransfer(account="FI0299900200000028", bic="OKOYFIHH"),
        )

    def test_keeps_the_beneficiary_where_it_isnt_the_seller(self) -> None:
        document = finvoice().replace("Kuusi Keramiikka Oy</Epi", "Rahoitus Oy</Epi")
        assert read(document).payment_means[0].transfers[0].name == "Rahoitus Oy"

    def test_takes_a_national_account_for_an_ordinary_transfer(self) -> None:
        assert read(finvoice().replace("FI95 9990 0100 0000 15", "5050-1055")).payment_means[0].code == "30"

    def test_reads_card_and_mandate(self) -> None:
        extra = (
            "<PaymentCardInfo><PrimaryAccountNumber>1234</PrimaryAccountNumber></PaymentCardInfo>"
            "<DirectDebitInfo><MandateReference>M1</MandateReference></DirectDebitInfo>"
        )
        (means,) = read(finvoice(extra=extra)).payment_means
        assert (means.card, means.direct_debit) == (Card(number="1234"), DirectDebit(mandate="M1"))

    def test_reads_nothing_where_no_account_is_stated(self) -> None:
        assert read(finvoice().replace("FI95 9990 0100 0000 15", "")).payment_means == ()


class TestReadPayable:
    """The amount of the payment order."""

    def test_keeps_what_an_invoices_order_states(self) -> None:
        assert read(finvoice(payable="0,00")).totals.payable == 0
