"""Lines of household work (kotitalousvähennys): who may be billed so."""

from collections.abc import Iterator

from billing.customers.rules.facts import CustomerFacts
from billing.en16931.model import Invoice
from billing.invoices.rules.household import is_household_work
from billing.seller.rules.facts import SellerFacts
from tenants.kernel.language import msg
from tenants.kernel.refusals import Problem


def household_problems(content: Invoice, seller: SellerFacts, customer: CustomerFacts | None) -> Iterator[Problem]:
    """Yield which lines can't be household work: the deduction is Finland's, and a natural person's.

    Tuloverolaki (1535/1992) 127 a §. A discount on the whole can't be told apart between work and the rest.
    """
    for line in filter(is_household_work, content.lines):
        field = f"lines.{line.id}.household_work"
        if seller.country != "FI":
            yield Problem(field, msg("The household deduction is Finland's; take the mark off the line."))
        elif customer is not None and customer.kind != "consumer":
            yield Problem(field, msg("Only a consumer gets the household deduction; take the mark off the line."))
        elif content.allowances or content.charges:
            sentence = msg("Put discounts and charges on the lines, so that the work's share can be told apart.")
            yield Problem(field, sentence)
