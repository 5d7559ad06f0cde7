"""The content of an invoice that was taken over."""

from datetime import date
from decimal import Decimal

import pytest
from factories.customers import a_customer
from factories.sellers import a_seller

from billing.en16931.model import VatTreatment
from billing.takeover.rules.content import opening_content, vat_within
from billing.takeover.rules.listed import Listed, Part
from tenants.kernel.money import CENT, round_money


def listed(*parts: Part) -> Listed:
    return Listed(
        line=2,
        number="411",
        customer_number="10001",
        issued_on=date(2026, 9, 1),
        due_on=date(2026, 9, 15),
        currency="EUR",
        open=Decimal(1),
        parts=parts,
    )


class TestOpeningContent:
    """Amounts stand as they were."""

    def test_has_a_line_and_a_subtotal_for_each_rate(self) -> None:
        parts = (Part(Decimal("125.50"), VatTreatment("S", Decimal("25.5"))), Part(Decimal(50), VatTreatment("Z")))
        content = opening_content(listed(*parts), a_seller(), a_customer(language="sv"))
        assert [line.net for line in content.lines] == [100, 50]
        assert [entry.tax for entry in content.vat_breakdown] == [Decimal("25.50"), 0]
        assert (content.totals.net, content.totals.gross, content.type_code) == (150, Decimal("175.50"), "380")

    def test_keeps_the_vat_that_the_list_states(self) -> None:
        part = Part(Decimal("125.50"), VatTreatment("S", Decimal("25.5")), vat=Decimal("25.49"), text="Kiln")
        content = opening_content(listed(part), a_seller(), a_customer())
        assert (content.totals.vat, content.totals.gross) == (Decimal("25.49"), Decimal("125.50"))
        assert content.lines[0].item.name == "Kiln"

    def test_makes_a_credit_note_of_a_negative_sum(self) -> None:
        part = Part(Decimal("-125.50"), VatTreatment("S", Decimal("25.5")))
        content = opening_content(listed(part), a_seller(), a_customer())
        assert (content.is_credit_note, content.totals.gross) == (True, Decimal("125.50"))


class TestVatWithin:
    """The VAT in a sum."""

    @pytest.mark.parametrize("rate", ["10", "13.5", "14", "24", "25", "25.5"])
    def test_rounds_to_itself_again_wherever_that_can_be(self, rate: str) -> None:
        percent = Decimal(rate)
        reached = {net + round_money(net * percent / 100, "EUR"): net for net in (CENT * n for n in range(1, 2000))}
        for total, net in reached.items():
            assert vat_within(total, percent, "EUR") == total - net, total
