"""An invoice of another origin in the form that Peppol BIS Billing 3 demands, and what it lacks for that."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from billing.en16931.arithmetic import EXACT, rounded
from billing.en16931.checks.peppol.allowances import SLACK
from billing.en16931.finnish_ids import is_finnish, peppol_address, vat_number
from billing.en16931.model import Address, Adjustment, Identifier, Invoice, Line, Party, PaymentMeans, Price
from billing.en16931.ubl import BILLING_PROCESS, BILLING_SPECIFICATION
from billing.en16931.vat_numbers import with_numbers_for_vat
from tenants.kernel.language import Message, msg

ZERO, ONE = Decimal(0), Decimal(1)
SLIPS = frozenset({"50", "93"})  # UNCL 4461: Danish giro and payment slips


def in_peppol_form(invoice: Invoice) -> Invoice:
    """Return the invoice as Peppol wants it said, with nothing of what it says changed.

    Addresses move to the schemes in force, a Finnish file's missing country is Finland, negative unit prices become
    negative quantities (BR-27), and percentages without their base are left out beside the amount (PEPPOL-EN16931-R041,
    R042). Outside the scope of VAT no VAT numbers stand (BR-O-02).
    """
    formed = replace(
        invoice,
        specification=BILLING_SPECIFICATION,
        process=BILLING_PROCESS,
        seller=_party(invoice.seller),
        buyer=replace(_party(invoice.buyer), identifiers=_identifiers_of_buyer(invoice)),
        tax_representative=invoice.tax_representative and _representative(invoice.tax_representative),
        delivery=invoice.delivery
        and replace(invoice.delivery, address=_place(invoice.delivery.address, finnish=is_finnish(invoice.buyer))),
        payment_means=_payment_means(invoice),
        allowances=tuple(map(_adjustment, invoice.allowances)),
        charges=tuple(map(_adjustment, invoice.charges)),
        lines=tuple(_line(line, invoice.currency) for line in invoice.lines),
    )
    return with_numbers_for_vat(formed)


def _identifiers_of_buyer(invoice: Invoice) -> tuple[Identifier, ...]:
    """Return one identifier at most (UBL-SR-16); between Danes a customer number, of no scheme, has no place.

    DK-R-013: it would have to be one that a register gave out.
    """
    stated = invoice.buyer.identifiers
    if all(party.address and party.address.country == "DK" for party in (invoice.seller, invoice.buyer)):
        stated = tuple(each for each in stated if each.scheme)
    return stated[:1]


def _party(party: Party) -> Party:
    return replace(
        party,
        vat_id=vat_number(party),
        electronic_address=peppol_address(party),
        address=_address(party.address, finnish=is_finnish(party)),
    )


def _representative(party: Party) -> Party:
    return replace(party, vat_id=vat_number(party), address=_address(party.address, finnish=is_finnish(party)))


def _place(address: Address | None, *, finnish: bool) -> Address | None:
    """Return where it was delivered (BG-15); a place that isn't stated stays so."""
    return _address(address, finnish=finnish) if address else None


def _address(address: Address | None, *, finnish: bool) -> Address | None:
    """Return an address with its country (BR-09, BR-11, BR-57): Finnish files leave out their own."""
    if address is None:
        return Address(country="FI") if finnish else None
    return replace(address, country=address.country or ("FI" if finnish else None))


def _payment_means(invoice: Invoice) -> tuple[PaymentMeans, ...]:
    """Return the ways to pay with the code and reference of the first: UBL-SR-44 and UBL-SR-47 allow one of each.

    A Danish slip is no transfer to an account (DK-R-005 to DK-R-011), so only one of the two can stand: the slip where
    the buyer is in Denmark, who can pay it.
    """
    slips = tuple(each for each in invoice.payment_means if each.code in SLIPS)
    transfers = tuple(each for each in invoice.payment_means if each.code not in SLIPS)
    at_home = invoice.buyer.address is not None and invoice.buyer.address.country == "DK"
    means = (slips[:1] or transfers) if at_home else (transfers or slips[:1])
    return tuple(replace(each, code=means[0].code, reference=means[0].reference) for each in means)


def _adjustment(entry: Adjustment) -> Adjustment:
    complete = entry.base_amount is not None and entry.percentage is not None
    return entry if complete and _is_share(entry) else replace(entry, base_amount=None, percentage=None)


def _is_share(entry: Adjustment) -> bool:
    """Return whether an amount is as near to its percentage of the base as the rules want; yen aren't (R040)."""
    share = (entry.base_amount or ZERO) * (entry.percentage or ZERO) / 100
    return abs(entry.amount - share) <= SLACK


def _line(line: Line, currency: str) -> Line:
    net = rounded(line.net, currency)
    price = _price_that_makes(net, line)
    turned = price.net < 0
    return replace(
        line,
        net=net,
        quantity=-line.quantity if turned else line.quantity,
        price=_price(price, turned=turned),
        allowances=tuple(map(_adjustment, line.allowances)),
        charges=tuple(map(_adjustment, line.charges)),
    )


def _price_that_makes(net: Decimal, line: Line) -> Price:
    """Return the price of a line, of its whole quantity where that of one makes another amount (R120).

    So it is with currencies without decimals, whose amounts are rounded by more than the rules forgive.
    """
    adjusted = sum((each.amount for each in line.charges), ZERO) - sum((each.amount for each in line.allowances), ZERO)
    made = EXACT.divide(EXACT.multiply(line.quantity, line.price.net), line.price.base_quantity or ONE)
    whole = net - adjusted
    if abs(whole - made) <= SLACK or not line.quantity:
        return line.price
    signed = whole if line.quantity > 0 else -whole
    return Price(net=signed, base_quantity=abs(line.quantity), base_unit=line.price.base_unit)


def _price(price: Price, *, turned: bool) -> Price:
    """Return a price that isn't negative; gross and discount stay only where they lead to it (PEPPOL-EN16931-R046)."""
    if turned:
        return Price(net=-price.net, base_quantity=price.base_quantity, base_unit=price.base_unit)
    adds_up = price.gross is None or price.net == price.gross - (price.discount or 0)
    return price if adds_up else replace(price, gross=None, discount=None)


def lacking(invoice: Invoice) -> tuple[Message, ...]:
    """Return what an invoice lacks to go through Peppol, a sentence each with the business term."""
    return tuple(_lacking(invoice))


def _lacking(invoice: Invoice) -> Iterator[Message]:
    if not invoice.buyer_reference and not invoice.order_reference:
        yield msg("The buyer's reference (BT-10) or the purchase order's number (BT-13) is missing; Peppol needs one.")
    for party, term, country in ((invoice.seller, "BT-34", "BT-40"), (invoice.buyer, "BT-49", "BT-55")):
        if party.electronic_address is None:
            yield _unreachable(party, term)
        if party.address is None or not party.address.country:
            yield msg("The country (%(term)s) of %(name)s is missing.", name=party.name, term=country)
    if not invoice.lines:
        yield msg("The invoice has no lines (BG-25).")
    if not invoice.vat_breakdown:
        yield msg("The VAT breakdown (BG-23) is missing.")


def _unreachable(party: Party, term: str) -> Message:
    """Return why a party has no address to be reached at; of a Finnish business id one would have been made."""
    if party.address is not None and party.address.country not in {None, "FI"}:
        return msg("%(name)s has no e-invoice address (%(term)s).", name=party.name, term=term)
    return msg(
        "%(name)s has no e-invoice address (%(term)s), and no valid Finnish business id to make one of.",
        name=party.name,
        term=term,
    )
