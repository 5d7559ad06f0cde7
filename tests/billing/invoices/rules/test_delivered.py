"""When and where it was delivered."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from factories.invoices import plain_invoice, plain_line

from billing.en16931.arithmetic import completed
from billing.en16931.model import Address, Delivery, Invoice, Period, VatTreatment
from billing.invoices.rules.delivered import delivered


def bill(category: str = "S", *, seller: str = "FI", buyer: str = "SE", **changes: object) -> Invoice:
    usual = plain_invoice(plain_line(vat=VatTreatment(category, Decimal(0))))
    parties = {
        "seller": replace(usual.seller, address=Address(country=seller)),
        "buyer": replace(usual.buyer, address=Address(country=buyer)),
    }
    return completed(replace(usual, **{"delivery": None, "period": None, **parties, **changes}))


class TestDelivered:
    """What is said where the file says nothing."""

    def test_leaves_an_invoice_at_home_as_it_is(self) -> None:
        assert delivered(bill()).delivery is None

    def test_says_when_and_where_to_in_the_union(self) -> None:
        done = delivered(bill("K"))
        assert done.delivery == Delivery(delivered_on=done.issued_on, address=Address(country="SE"))

    def test_keeps_what_is_stated(self) -> None:
        stated = Delivery(delivered_on=date(2026, 11, 2), address=Address(city="Narva", country="EE"))
        assert delivered(bill("K", delivery=stated)).delivery == stated
        month = Period(date(2026, 10, 1), date(2026, 10, 31))
        assert delivered(bill("K", period=month)).delivery == Delivery(address=Address(country="SE"))

    def test_says_when_on_every_norwegian_invoice(self) -> None:
        done = delivered(bill(seller="NO", buyer="NO"))
        assert done.delivery == Delivery(delivered_on=done.issued_on)
        month = Period(date(2026, 10, 1), date(2026, 10, 31))
        assert delivered(bill(seller="NO", buyer="NO", period=month)).delivery is None
