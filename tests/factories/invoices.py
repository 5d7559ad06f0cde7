"""Invented invoices: fixed ones to read, and random ones whose amounts are hard to add up.

The business ids have valid check digits and belong to a series that isn't given out.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

from billing.en16931.model import (
    Address,
    Adjustment,
    Contact,
    CreditTransfer,
    Identifier,
    Invoice,
    Item,
    Line,
    Party,
    PaymentMeans,
    Price,
    Totals,
    VatSubtotal,
    VatTreatment,
)

SELLER = Party(
    name="Kuusi Keramiikka Oy",
    legal_registration=Identifier("9123456-5", "0212"),
    vat_id="FI91234565",
    electronic_address=Identifier("003791234565", "0216"),
    address=Address(line1="Savikuja 6", city="Porvoo", postal_code="06100", country="FI"),
    contact=Contact(name="Aino Savi", phone="+358 9 1234 5678", email="laskut@kuusi.example"),
)
BUYER = Party(
    name="Tuohi & Terva Ab",
    legal_registration=Identifier("9234567-0", "0212"),
    vat_id="FI92345670",
    electronic_address=Identifier("003792345670", "0216"),
    address=Address(line1="Hamngatan 1", city="Ekenäs", postal_code="10600", country="FI"),
)
ACCOUNT = PaymentMeans(
    code="58", reference="20260011", transfers=(CreditTransfer(account="FI9599900100000015", bic="NDEAFIHH"),)
)
STANDARD = VatTreatment("S", Decimal("25.5"))
TREATMENTS = (
    STANDARD,
    VatTreatment("S", Decimal("13.5")),
    VatTreatment("S", Decimal(10)),
    VatTreatment("Z", Decimal(0)),
    VatTreatment("E", Decimal(0)),
    VatTreatment("AE", Decimal(0)),
)
# Written here once more, for what is under test must not say what is right (ISO 4217).
MINOR_DIGITS = {"EUR": 2, "SEK": 2, "NOK": 2, "DKK": 2, "ISK": 0, "JPY": 0, "KWD": 3}
REASONS = {"E": "VAT exempt", "AE": "Reverse charge"}


def plain_line(number: int = 1, *, net: str = "50.00", quantity: str = "2", vat: VatTreatment = STANDARD) -> Line:
    """Return a line of one item at a unit price; its amount is left to be computed."""
    return Line(
        id=str(number),
        quantity=Decimal(quantity),
        price=Price(net=Decimal(net)),
        item=Item(name=f"Mug no. {number}"),
        vat=vat,
    )


def plain_invoice(*lines: Line, **changes: object) -> Invoice:
    """Return a Finnish invoice to be completed; `changes` replace fields of the model."""
    invoice = Invoice(
        number="2026001",
        issued_on=date(2026, 3, 2),
        due_on=date(2026, 3, 16),
        buyer_reference="Office",
        seller=SELLER,
        buyer=BUYER,
        payment_means=(ACCOUNT,),
        lines=lines or (plain_line(),),
    )
    return replace(invoice, **changes)  # type: ignore[arg-type]  # the fields are named by each test


def random_adjustment(rng: Random, vat: VatTreatment | None = None, *, places: int = 2) -> Adjustment:
    """Return an allowance or charge in whole minor units of a currency with so many decimals."""
    return Adjustment(amount=_decimal(rng, 9_999, places), vat=vat, reason="Agreed")


def random_line(rng: Random, number: int, *, places: int = 2) -> Line:
    """Return a line with an awkward quantity and price, sometimes negative, per a base quantity, with adjustments."""
    sign = Decimal(rng.choice((1, 1, 1, -1)))
    return Line(
        id=str(number),
        quantity=sign * _decimal(rng, 99_999, rng.randint(0, 4)),
        price=Price(
            net=_decimal(rng, 9_999_999, rng.randint(0, 6)),
            base_quantity=rng.choice((None, None, Decimal(1), Decimal(3), Decimal(7), Decimal(1000))),
        ),
        item=Item(name=f"Item {number}"),
        vat=rng.choice(TREATMENTS),
        allowances=tuple(random_adjustment(rng, places=places) for _ in range(rng.choice((0, 0, 1, 2)))),
        charges=tuple(random_adjustment(rng, places=places) for _ in range(rng.choice((0, 0, 1)))),
    )


def random_invoice(rng: Random, currency: str = "EUR") -> Invoice:
    """Return an invoice to be completed: 1 to 12 lines, allowances, charges, a part paid, a rounding."""
    places = MINOR_DIGITS[currency]
    lines = tuple(random_line(rng, number, places=places) for number in range(1, rng.randint(2, 13)))
    used = [line.vat for line in lines]
    issued_on = date(2026, 1, 1) + timedelta(days=rng.randrange(365))
    stated = tuple(
        VatSubtotal(treatment=vat, exemption_reason=REASONS.get(vat.category)) for vat in dict.fromkeys(used)
    )
    return plain_invoice(
        *lines,
        number=f"R{rng.randrange(10**6)}",
        type_code=rng.choice(("380", "380", "381")),
        currency=currency,
        issued_on=issued_on,
        due_on=issued_on + timedelta(days=14),
        allowances=tuple(
            random_adjustment(rng, rng.choice(used), places=places) for _ in range(rng.choice((0, 0, 1, 3)))
        ),
        charges=tuple(random_adjustment(rng, rng.choice(used), places=places) for _ in range(rng.choice((0, 0, 1)))),
        vat_breakdown=stated,
        totals=Totals(paid=rng.choice((Decimal(0), _decimal(rng, 9_999, places))), rounding=_decimal(rng, 99, places)),
    )


def _decimal(rng: Random, most: int, places: int) -> Decimal:
    return Decimal(rng.randint(1, most)).scaleb(-places)


def in_fractions(invoice: Invoice) -> dict[str, object]:
    """Return what the amounts must be, reckoned in exact fractions and written without the code under test."""
    unit = 10 ** MINOR_DIGITS[invoice.currency]
    nets = [_rounded(_exact_net(line), unit) for line in invoice.lines]
    taxable: dict[tuple[str, Fraction], Fraction] = {}
    parts = [(line.vat, net) for line, net in zip(invoice.lines, nets, strict=True)]
    parts += [(entry.vat, Fraction(entry.amount)) for entry in invoice.charges]
    parts += [(entry.vat, -Fraction(entry.amount)) for entry in invoice.allowances]
    for vat, amount in parts:
        key = (vat.category, Fraction(vat.rate or 0))
        taxable[key] = taxable.get(key, Fraction(0)) + amount
    tax = {key: _rounded(base * key[1] / 100, unit) for key, base in taxable.items()}
    net = sum(taxable.values())
    gross = net + sum(tax.values())
    payable = gross - Fraction(invoice.totals.paid) + Fraction(invoice.totals.rounding)
    return {"nets": nets, "taxable": taxable, "tax": tax, "net": net, "gross": gross, "payable": payable}


def _exact_net(line: Line) -> Fraction:
    value = Fraction(line.quantity) * Fraction(line.price.net) / Fraction(line.price.base_quantity or 1)
    more = sum((Fraction(entry.amount) for entry in line.charges), Fraction(0))
    return value + more - sum((Fraction(entry.amount) for entry in line.allowances), Fraction(0))


def _rounded(value: Fraction, unit: int) -> Fraction:
    """Return a fraction rounded half away from nil to parts of which `unit` make a whole."""
    whole = abs(value) * unit + Fraction(1, 2)
    parts = Fraction(whole.numerator // whole.denominator, unit)
    return -parts if value < 0 else parts
