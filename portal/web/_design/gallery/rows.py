"""Invented billing requests, as many as a page asks for."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.web._design.gallery.shell import HERE
from portal.web._design.tables import Choice, Column, Filter, TableSpec

REQUESTS = TableSpec(
    name="requests",
    columns=(
        Column(key="customer", label="Customer", phone="line"),
        Column(key="what", label="What", phone="title"),
        Column(key="net", label="Net", kind="money", summed=True),
        Column(key="vat", label="VAT", kind="money", summed=True, phone="hidden"),
        Column(key="total", label="Total", kind="money"),
        Column(key="due", label="Due", kind="day"),
        Column(key="state", label="State", kind="state"),
    ),
    filters=(
        Filter(
            key="stream",
            label="Stream",
            choices=(Choice("sub", "Subscriptions", 912), Choice("ad", "Advertisements", 254)),
        ),
        Filter(key="state", label="State", choices=(Choice("ready", "Ready", 1166), Choice("invalid", "Error", 31))),
        Filter(key="before", label="Due before", kind="day"),
        Filter(key="least", label="From amount", kind="amount"),
    ),
    sort="due",
    search_label="Customer, number or reference",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A row of the gallery's list."""

    id: str
    name: str
    customer: str
    what: str
    net: Decimal
    vat: Decimal | None
    due: date
    state: str
    detail: str = ""
    refusal: str = ""
    tone: str = ""
    url: str = f"{HERE}/invoice"
    preview_url: str = f"{HERE}/preview"

    @property
    def total(self) -> Decimal | None:
        """Return net and VAT together."""
        return None if self.vat is None else self.net + self.vat


def _request(number: int) -> RequestRow:
    what = ("Subscription 12 months", "Advertisement 88 mm", "Hours, October", "Subscription 3 months")[number % 4]
    net = (Decimal(98), Decimal(240), Decimal("1412.50"), Decimal("24.90"))[number % 4]
    wrong = number % 9 == 1
    return RequestRow(
        id=f"00000000-0000-4000-8000-{number:012d}",
        name=f"{what}, customer {10021 + 56 * number}",
        customer=str(10021 + 56 * number),
        what=what,
        net=net,
        vat=None if wrong else (net * Decimal("0.255")).quantize(Decimal("0.01")),
        due=date(2026, 12, 1 + number % 28),
        state="invalid" if wrong else "ready",
        detail="no postal code" if wrong else "",
        refusal="The customer has no postal code." if wrong else "",
        tone="bad" if wrong else "",
    )


def request_rows(first: int, count: int) -> list[RequestRow]:
    """Return some rows of an endless list."""
    return [_request(number) for number in range(first, first + count)]
