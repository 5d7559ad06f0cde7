"""Random invoices reckoned in decimals, and credited in random parts, against the same in exact fractions."""

from collections.abc import Mapping
from random import Random

from tests.billing.corrections.rules.test_crediting import assert_credits_come_to_the_whole
from tests.billing.en16931.test_arithmetic import assert_agrees_with_fractions
from tests.billing.invoices.rules.test_setting_off import assert_run_credits_come_to_the_whole
from tests.factories.invoices import MINOR_DIGITS, random_invoice
from tests.soaking.parts import Violation

CURRENCIES = tuple(MINOR_DIGITS)


def agree_on_amounts(seed: int, count: int) -> Mapping[str, int]:
    """Return how many invoices and lines agreed.

    Raises:
        Violation: one didn't, or couldn't be reckoned.
    """
    lines = 0
    for number in range(count):
        currency = CURRENCIES[number % len(CURRENCIES)]
        invoice = random_invoice(Random(seed + number), currency)  # noqa: S311  reproducible, not secret
        lines += len(invoice.lines)
        try:
            assert_agrees_with_fractions(invoice)
            assert_credits_come_to_the_whole(invoice, Random(seed + number))  # noqa: S311  reproducible, not secret
            assert_run_credits_come_to_the_whole(invoice, Random(seed + number))  # noqa: S311  reproducible, not secret
        except Exception as fault:
            made = f"random_invoice(Random({seed + number}), {currency!r})"
            raise Violation(f"{made}: {type(fault).__name__} {fault}") from fault
    return {"invoices": count, "lines": lines}
