"""The credit notes of a run, set off one after another against the invoices that they name."""

from collections.abc import Mapping
from dataclasses import replace

from billing.invoices.rules.setting_off import Creditable, numbers_named, set_off
from billing.runs.rules.gathering import Gathered
from billing.runs.rules.preparing import Ready, Refused
from tenants.kernel.refusals import Problem


def numbers_credited(found: Gathered) -> frozenset[str]:
    """Return the numbers of the invoices that the credit notes among the ready ones name."""
    return frozenset(number for one in found.ready for number in numbers_named(one.invoice))


def credit(found: Gathered, known: Mapping[str, Creditable]) -> Gathered:
    """Return what a run would issue with its credit notes set off; one that takes more than is left is refused.

    They are taken in the order of the run: of two that credit the same invoice, the second has what the first leaves.
    """
    now, ready, refused = dict(known), list[Ready](), list(found.refused)
    for one in found.ready:
        card = one.customer.merged_into_id or one.customer.id
        result = set_off(one.invoice, card, now)
        if isinstance(result, Problem):
            refused += (Refused(each, result.message, field=result.field) for each in one.candidates)
            continue
        now |= {taking.original.content.number: taking.after for taking in result.takings}
        ready.append(replace(one, invoice=result.note, takings=result.takings))
    return Gathered(tuple(ready), tuple(refused))
