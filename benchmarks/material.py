"""What is billed in a measured run: a generated file of requests, and the people and company around it."""

import csv
import io
from datetime import datetime
from random import Random

from factories.cast import Cast, House, make_cast
from factories.ready import make_seller
from flask import Flask

from billing.requests.actions import Upload, import_requests
from billing.requests.queries import RequestQuery, ready_ids
from tenants.kernel.actor import Actor
from tenants.kernel.ids import RequestId, StreamId

COLUMNS = (
    "request_id", "customer_number", "customer_name", "customer_kind", "customer_street", "customer_postal_code",
    "customer_city", "customer_country", "customer_email", "text", "quantity", "unit", "unit_price", "vat_rate",
)  # fmt: skip
RATES = ("25.5", "13.5", "10")
SEED = 2026


def make_people(app: Flask) -> tuple[Cast, StreamId]:
    """Return the cast of the tests, with the seller's settings saved, and the stream that is billed."""
    cast = make_cast(app)
    return cast, make_seller(cast.kuusi.workspace_id)


def make_file(invoices: int, lines: int) -> bytes:
    """Return a CSV of consumers with one request each, whose amounts are hard to add up."""
    rng = Random(SEED)  # noqa: S311  reproducible, not secret
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    for number in range(1, invoices + 1):
        writer.writerows(_row(number, line, rng) for line in range(1, lines + 1))
    return text.getvalue().encode()


def bring_in(actor: Actor, house: House, stream_id: StreamId, data: bytes, *, now: datetime) -> tuple[RequestId, ...]:
    """Import the file as a person would, and return the requests that are ready, oldest first.

    Raises:
        AssertionError: one of them isn't ready.
    """
    upload = Upload("requests.csv", data)
    result = import_requests(actor, house.workspace_id, stream_id, upload, now=now)
    assert result.ready == result.read, result.refused[:3]
    return tuple(ready_ids(house.workspace_id, RequestQuery()))


def _row(number: int, line: int, rng: Random) -> tuple[str, ...]:
    quantity, price = rng.randrange(1, 500), rng.randrange(100, 99_999)
    customer = (
        f"{10_000 + number}", f"Asiakas {number}", "consumer", f"Tie {number}", "00100", "Helsinki", "FI",
        f"asiakas{number}@customers.example",
    )  # fmt: skip
    sold = (f"Service no. {line}, week {rng.randrange(1, 53)}", f"{quantity / 10:.1f}", "h", f"{price / 100:.2f}")
    return (f"B{number:06}", *customer, *sold, rng.choice(RATES))
