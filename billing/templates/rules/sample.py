"""An invented invoice of the real seller, to show a template on: three lines, two rates of VAT where there are two."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from billing.countries.register import country_rules
from billing.en16931.arithmetic import completed
from billing.en16931.model import (
    Address,
    Delivery,
    Identifier,
    Invoice,
    Item,
    Line,
    Note,
    Party,
    Price,
    VatTreatment,
)
from billing.seller.rules import SellerFacts, payment_means, seller_party
from billing.streams.rules import StreamTerms
from tenants.kernel.language import Language, Message, msg, translate

# What is sold, described, numbered, in which unit, how many, at what price, and whether at the lower rate.
SOLD = (
    (msg("Advice by the hour"), msg("Three meetings, with minutes"), "T-10", "HUR", "12.5", "85", False),
    (msg("Subscription, 12 months"), None, "S-12", "C62", "1", "240", False),
    (msg("Handbook, printed"), msg("Second edition"), "H-2", "C62", "3", "19.90", True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOrder:
    """What the sample is to be: the number it would get, its day, its language, and the stream's terms."""

    number: str
    issued_on: date
    language: Language
    terms: StreamTerms


def sample_invoice(seller: SellerFacts, order: SampleOrder) -> Invoice:
    """Return an invoice as the seller would issue it that day, to a customer who doesn't exist.

    Raises:
        NoFigure: the country's table of VAT rates doesn't reach that day.
    """
    rules = country_rules(seller.country)
    reference = rules.references.payment_reference(order.number, seller.reference_settings)
    return completed(
        Invoice(
            number=order.number,
            issued_on=order.issued_on,
            due_on=order.terms.due_on(order.issued_on, seller.payment_days),
            currency=seller.currency,
            seller=seller_party(seller),
            buyer=_buyer(seller, order.language),
            buyer_reference=translate(msg("Sam Sample"), order.language),
            delivery=Delivery(delivered_on=order.issued_on - timedelta(days=3)),
            notes=_notes(seller, order),
            lines=tuple(_line(place, seller, order) for place in range(len(SOLD))),
            payment_means=payment_means(seller, reference),
        )
    )


def _buyer(seller: SellerFacts, language: Language) -> Party:
    return Party(
        name=translate(msg("Sample Customer Ltd"), language),
        identifiers=(Identifier("10021"),),
        address=Address(
            line1=translate(msg("Sample Street 1"), language),
            postal_code=seller.postal_code,
            city=seller.city,
            country=seller.country,
        ),
    )


def _notes(seller: SellerFacts, order: SampleOrder) -> tuple[Note, ...]:
    above, below = order.terms.texts(order.language, seller.language)
    return tuple(Note(text, above=place) for text, place in ((above, True), (below, False)) if text)


def _line(place: int, seller: SellerFacts, order: SampleOrder) -> Line:
    name, described, code, unit, quantity, price, reduced = SOLD[place]
    return Line(
        id=str(place + 1),
        quantity=Decimal(quantity),
        unit=unit,
        price=Price(net=Decimal(price)),
        item=Item(
            name=translate(name, order.language),
            description=_said(described, order.language),
            seller_id=code,
        ),
        vat=_vat(seller, order.issued_on, reduced=reduced),
        net=Decimal(0),
    )


def _said(sentence: Message | None, language: Language) -> str | None:
    return translate(sentence, language) if sentence else None


def _vat(seller: SellerFacts, on: date, *, reduced: bool) -> VatTreatment:
    """Return the rate of a line: the standard one, or the next above nil if there is one; none without registration."""
    if seller.vat_id is None:
        return VatTreatment("O", None)
    rates = [each.percent for each in country_rules(seller.country).vat.rates(on) if each.percent]
    return VatTreatment("S", rates[1] if reduced and len(rates) > 1 else rates[0])
