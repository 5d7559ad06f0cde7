"""Requests that are ready to be invoiced, made directly: for tests of runs, and for measuring them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Any
from uuid import uuid4

from factories.business_ids import orgnr, y_tunnus
from flask import Flask

from billing.customers.actions import add_customer
from billing.customers.queries import customers_by_id
from billing.customers.rules.card_input import CustomerInput
from billing.customers.rules.facts import CustomerFacts
from billing.customers.rules.party import buyer_party
from billing.en16931.arithmetic import completed
from billing.en16931.model import Invoice, Item, Line, Price, VatTreatment
from billing.en16931.model.plain import to_plain
from billing.requests.models import BillingRequest
from billing.requests.rules.amounts import sums_of
from billing.seller.actions import SellerInput, save_seller
from billing.seller.queries import find_seller, get_seller
from billing.seller.rules import SellerFacts, seller_party
from billing.streams.queries import stream_rows
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.files.actions import NewFile, keep_file
from tenants.kernel.actor import Actor
from tenants.kernel.bulk import add_rows
from tenants.kernel.country import Country, local_day
from tenants.kernel.ids import RequestId, StreamId, WorkspaceId
from tenants.registries.vat_ids import vat_id_of
from tenants.workspaces.queries import get_workspace

MOST_CUSTOMERS = 40
SELLERS: dict[str, SellerInput] = {
    "FI": SellerInput(
        street="Savikuja 6",
        postal_code="06100",
        city="Porvoo",
        email="laskut@kuusi.example",
        language="fi",
        iban="FI9599900100000015",
        bic="NDEAFIHH",
    ),
    "SE": SellerInput(
        street="Ekgatan 1",
        postal_code="111 22",
        city="Stockholm",
        email="faktura@ek.example",
        language="sv",
        bankgiro="5050-1055",
    ),
}
RATES: dict[str, tuple[str, ...]] = {"FI": ("25.5", "13.5", "10"), "SE": ("25", "12", "6")}


def make_seller(workspace_id: WorkspaceId, **changes: object) -> StreamId:
    """Return the stream to bill by, after saving the seller's settings where there are none."""
    with _acting(workspace_id) as (actor, now):
        if find_seller(workspace_id) is None:
            company = get_workspace(workspace_id)
            vat_id = vat_id_of(company.country, company.business_id)
            typed = replace(SELLERS[company.country], vat_id=vat_id, **changes)  # type: ignore[arg-type]  # named by each test
            save_seller(actor, workspace_id, typed, now=now)
        return stream_rows(workspace_id)[0].id


def make_customers(workspace_id: WorkspaceId, count: int) -> tuple[CustomerFacts, ...]:
    """Return invented customers, businesses with an e-mail address."""
    with _acting(workspace_id) as (actor, now):
        country = get_seller(workspace_id).country
        ids = [add_customer(actor, workspace_id, _card(country, place), now=now) for place in range(count)]
        return tuple(customers_by_id(workspace_id, ids).values())


def make_ready_requests(
    app: Flask, workspace_id: WorkspaceId, n: int, lines: int = 5, *, seed: int = 1
) -> tuple[RequestId, ...]:
    """Return requests that are ready, each of some lines whose amounts are hard to add up, in the first stream."""
    with app.app_context():
        stream_id = make_seller(workspace_id)
        customers = make_customers(workspace_id, min(n, MOST_CUSTOMERS))
        rng = Random(seed)  # noqa: S311  reproducible, not secret
        with _acting(workspace_id) as (_actor, now):
            seller = get_seller(workspace_id)
            contents = (
                (customer, content_of(seller, customer, lines, rng, on=local_day(now, seller.country)))
                for customer in (customers[place % len(customers)] for place in range(n))
            )
            return add_requests(workspace_id, stream_id, contents, now=now)


def content_of(seller: SellerFacts, customer: CustomerFacts, lines: int, rng: Random, *, on: date) -> Invoice:
    """Return a request's content: what a file of the seller about a customer says."""
    sold = tuple(_line(seller.country, number, rng) for number in range(1, lines + 1))
    party = seller_party(seller)
    return completed(
        Invoice(
            number=f"T{rng.randrange(10**9)}",
            issued_on=on,
            seller=party,
            buyer=buyer_party(customer),
            lines=sold,
            currency=seller.currency,
        )
    )


def add_requests(
    workspace_id: WorkspaceId,
    stream_id: StreamId,
    contents: Iterable[tuple[CustomerFacts, Invoice]],
    *,
    now: datetime,
) -> tuple[RequestId, ...]:
    """Write requests that are ready, inside the transaction that is open, and return their ids in order."""
    file_id = keep_file(workspace_id, NewFile("requests.csv", "text/csv", b"made by a test"), now=now)
    shared = {"workspace_id": workspace_id, "stream_id": stream_id, "file_id": file_id, "now": now}
    rows = [_row(shared, customer, content) for customer, content in contents]
    add_rows(BillingRequest, rows)
    return tuple(RequestId(row["id"]) for row in rows)


def _row(shared: dict[str, Any], customer: CustomerFacts, content: Invoice) -> dict[str, Any]:
    sums = sums_of(content)
    assert sums is not None
    return {
        **{name: value for name, value in shared.items() if name != "now"},
        "id": uuid4(),
        "key": uuid4().hex,
        "source": "csv",
        "place": "2",
        "customer_id": customer.id,
        "customer_number": customer.number,
        "customer_name": customer.name,
        "subject": content.lines[0].item.name,
        "state": "ready",
        "content": to_plain(content),
        "problems": [],
        "currency": content.currency,
        "net_minor": sums.net_minor,
        "vat_minor": sums.vat_minor,
        "total_minor": sums.total_minor,
        "due_on": content.due_on,
        "created_at": shared["now"],
        "checked_at": shared["now"],
    }


def _card(country: Country, place: int) -> CustomerInput:
    return CustomerInput(
        name=f"Customer {place} & Sons",
        business_id=(y_tunnus if country == "FI" else orgnr)() if place % 2 else None,
        street=f"Road {place}",
        postal_code="00100" if country == "FI" else "111 22",
        city="Helsinki" if country == "FI" else "Stockholm",
        country=country,
        email=f"customer{place}@customers.example",
        language="fi" if country == "FI" else "sv",
    )


def _line(country: Country, number: int, rng: Random) -> Line:
    price = Decimal(rng.randrange(1, 9_999_999)).scaleb(-rng.randrange(2, 5))
    return Line(
        id=str(number),
        quantity=Decimal(rng.randrange(1, 9_999)).scaleb(-rng.randrange(3)),
        price=Price(net=price),
        item=Item(name=f"Thing no. {number}"),
        vat=VatTreatment("S", Decimal(rng.choice(RATES[country]))),
    )


@contextmanager
def _acting(workspace_id: WorkspaceId) -> Iterator[tuple[Actor, datetime]]:
    actor = job_actor("workspace", workspace_id)
    with transaction(scope=actor.scope(acting=workspace_id)) as now:
        yield actor, now
