"""What a card says of reminders and collection."""

from datetime import date

import pytest
from factories.requests import customer_input

from billing.customers.rules.card import read_card

DAY = date(2026, 12, 31)


class TestReadCollecting:
    """The fee that is agreed, and the blocks."""

    @pytest.mark.parametrize(
        ("changes", "blamed"),
        [
            ({"reminder_fee_agreed_in": "Contract 7"}, {"reminder_fee_agreed_on"}),
            ({"reminder_fee_agreed_on": DAY}, {"reminder_fee_agreed_in"}),
            ({"reminder_fee_agreed_in": "Contract 7", "reminder_fee_agreed_on": DAY}, set()),
            ({"reminder_block_until": DAY}, {"reminder_block_reason"}),
            ({"collection_block_until": DAY}, {"collection_block_reason"}),
            ({"reminder_block_reason": "Payment plan", "reminder_block_until": DAY}, set()),
            ({"collection_block_reason": "Disputed"}, set()),
        ],
    )
    def test_asks_for_the_other_half(self, changes: dict[str, object], blamed: set[str]) -> None:
        assert {problem.field for problem in read_card(customer_input(**changes)).problems} == blamed
