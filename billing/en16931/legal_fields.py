"""What an invoice lacks by law when it is carried over into a syntax that itself doesn't ask for it.

UBL is held to every rule of EN 16931 and Peppol anyway. A Finvoice isn't: many senders leave out what only the standard
wants, such as the scheme of an article's number or the reason of a discount. What it still has to state, and to state
right, is what directive 2006/112/EC art. 226 asks for (FI AVL 209 e §): the rules of EN 16931 know most of it.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from billing.countries.simplified_invoices import Amount, may_be_simplified
from billing.en16931.checks.saxon import violations_of_tree
from billing.en16931.checks.violation import Violation
from billing.en16931.model import Invoice, Party
from billing.en16931.peppol import in_peppol_form
from billing.en16931.ubl import write_ubl
from billing.en16931.xmlsafe import parse
from tenants.kernel.language import Message, msg

# Rules on how UBL writes things, and on how many decimals an amount has; Finvoice has rules of its own for both.
OF_FORM: Final = ("UBL-", "BR-DEC-", "BR-CL-")
# Of the code lists: what it is (01), currencies (03 to 05), countries (14) and VAT categories (17, 18).
CODES: Final = frozenset({"BR-CL-01", "BR-CL-03", "BR-CL-04", "BR-CL-05", "BR-CL-14", "BR-CL-17", "BR-CL-18"})
# What Finvoice leaves open and no law asks for: the country of an address at home (BR-08 to BR-11, BR-57; whether there
# is an address is judged here), reasons of allowances and charges, schemes of identifiers.
LEFT_OPEN: Final = frozenset({
    "BR-08", "BR-09", "BR-10", "BR-11", "BR-57",
    "BR-33", "BR-38", "BR-42", "BR-44", "BR-CO-21", "BR-CO-22", "BR-CO-23", "BR-CO-24",
    "BR-62", "BR-63", "BR-64", "BR-65",
})  # fmt: skip


def lacking_by_law(invoice: Invoice) -> tuple[Message, ...]:
    """Return what an invoice lacks of art. 226 that no rule of EN 16931 asks for, a sentence each.

    The standard is content with a country where the law wants the full address (point 5), takes any sign for the name
    and nil for the quantity of what is sold (point 6), and doesn't ask which invoice a credit note amends (art. 219).
    """
    return tuple(_lacking(invoice))


def _lacking(invoice: Invoice) -> Iterator[Message]:
    if not _has_address(invoice.seller):
        yield msg("The seller's address (BG-5) is missing.")
    if not (_has_address(invoice.buyer) or _is_known_by_number(invoice) or _is_small(invoice)):
        yield msg("The buyer's address (BG-8) is missing.")
    for line in invoice.lines:
        if not any(map(str.isalnum, line.item.name)):
            yield msg("Line %(line)s doesn't say what is sold.", line=line.id)
        if line.net and not line.quantity:
            yield msg("Line %(line)s doesn't say how much is sold.", line=line.id)
    if invoice.is_credit_note and not _says_what_it_corrects(invoice):
        yield msg("A credit note has to name the invoice (BG-3), or the period (BG-14), it corrects.")


def _has_address(party: Party) -> bool:
    address = party.address
    return address is not None and bool(address.line1 or address.city)


def _says_what_it_corrects(invoice: Invoice) -> bool:
    """Say whether there is a reference or a period, or a text, where many senders put it."""
    texts = invoice.notes or any(line.note for line in invoice.lines)
    return bool(invoice.preceding_invoices or invoice.period or texts)


def _is_known_by_number(invoice: Invoice) -> bool:
    """Say whether the buyer's number stands for the address (NO bokføringsforskriften § 5-1-1 nr. 2)."""
    address = invoice.seller.address
    return address is not None and address.country == "NO" and invoice.buyer.legal_registration is not None


def _is_small(invoice: Invoice) -> bool:
    """Say whether a simplified invoice is enough, which needn't say where the buyer is."""
    address = invoice.seller.address
    amount = Amount(invoice.totals.gross, invoice.currency)
    categories = frozenset(entry.treatment.category for entry in invoice.vat_breakdown)
    return may_be_simplified(address.country if address else None, amount, invoice.issued_on, categories)


def broken_by_law(invoice: Invoice) -> tuple[Violation, ...]:
    """Return the rules of EN 16931 that an invoice breaks on what the law asks for, whatever syntax it comes in.

    The rules are the official ones (CEN); they are applied to the same invoice written as UBL, so that is where each
    `where` is.

    Raises:
        RulesNotApplied: the rules gave no answer.
    """
    formed = in_peppol_form(invoice)
    # Rows of a Finvoice may have up to five decimals, and it is their own sum that the total is.
    exact = tuple(replace(line, net=stated.net) for line, stated in zip(formed.lines, invoice.lines, strict=True))
    found = violations_of_tree(parse(write_ubl(replace(formed, lines=exact))))
    return tuple(entry for entry in found if entry.level == "fatal" and _is_of_law(entry.id))


def _is_of_law(rule: str) -> bool:
    return rule in CODES or not (rule in LEFT_OPEN or rule.startswith(OF_FORM))
