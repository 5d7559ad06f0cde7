"""The ways to pay."""

from factories.sellers import a_seller

from billing.seller.rules import SellerFacts, payment_means


def told(seller: SellerFacts, reference: str) -> list[tuple[str, str | None, str, str | None]]:
    return [
        (means.code, means.reference, transfer.account, transfer.bic)
        for means in payment_means(seller, reference)
        for transfer in means.transfers
    ]


class TestPaymentMeans:
    """By country."""

    def test_is_a_sepa_transfer_in_finland(self) -> None:
        assert told(a_seller(), "202604123") == [("58", "202604123", "FI9599900100000015", "NDEAFIHH")]

    def test_is_bankgiro_and_plusgiro_under_thirty_in_sweden(self) -> None:
        assert told(a_seller("SE"), "12344") == [
            ("30", "12344", "9912346", "SE:BANKGIRO"),
            ("30", "12344", "4338778", "SE:PLUSGIRO"),
        ]

    def test_is_the_account_with_kid_in_norway(self) -> None:
        assert told(a_seller("NO"), "123456782") == [("30", "123456782", "86011117947", None)]

    def test_is_card_seventy_one_in_denmark(self) -> None:
        assert told(a_seller("DK"), "000000000000018") == [("93", "71#000000000000018", "81234567", None)]

    def test_gives_an_iban_beside_the_domestic_account(self) -> None:
        seller = a_seller("SE", plusgiro=None, iban="SE4550000000058398257466", bic="ESSESESS")
        assert [entry[0] for entry in told(seller, "12344")] == ["30", "58"]
