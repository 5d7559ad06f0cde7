"""Desks as the invoicing screens meet them: requests that are ready, wrong or called off, and the work of runs."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from factories.cast import Cast
from factories.requests import csv_file, imported, new_customer, ready_house
from factories.working import worker_of
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from billing.requests.queries import RequestQuery, RequestRow, ready_ids, request_rows
from tenants.kernel.ids import RequestId, StreamId, WorkspaceId

HEADER = (
    "request_id;customer_number;customer_name;customer_street;customer_postal_code;customer_city;customer_country;"
    "customer_email;text;quantity;unit_price;vat_rate;state"
)
HOSTILE = "<script>alert(1)</script>"
MIXED = (
    "R-1;10001;;;;;;;Subscription;1;100,00;25,5;",
    "R-2;10001;;;;;;;Advertisement;2;50,00;25,5;",
    f"R-3;20077;{HOSTILE};Katu 1;;Helsinki;FI;a@b.example;{HOSTILE};1;10,00;25,5;",
    "R-4;10001;;;;;;;Wrong rate;1;10,00;14;",
    "R-5;10001;;;;;;;Called off;1;10,00;25,5;cancelled",
    "R-6;30099;;;;;;;For whom;1;10,00;25,5;",
)
PLAIN = (
    "R-1;10001;Subscription;1;100,00;25,5",
    "R-2;10001;Advertisement;2;50,00;25,5",
    "R-3;10001;Food;1;10,00;13,5",
    "R-4;10001;Wrong rate;1;10,00;14",
)


@dataclass(frozen=True, slots=True)
class RequestDesk:
    """Alice's client with six requests, and her browser."""

    cast: Cast
    stream_id: StreamId
    browser: FlaskClient

    @property
    def workspace_id(self) -> WorkspaceId:
        """Return the client's workspace."""
        return self.cast.kuusi.workspace_id

    @property
    def url(self) -> str:
        """Return the area's address."""
        return f"/w/{self.workspace_id}/requests"

    def row(self, key: str, state: str = "") -> RequestRow:
        """Return a request by the number it has in the file."""
        with self.cast.alice.acting(in_=self.workspace_id):
            rows = request_rows(self.workspace_id, RequestQuery(state=state))
        return next(row for row in rows if row.key == key)


@dataclass(frozen=True, slots=True)
class RunDesk:
    """Alice's client, its requests and her browser; `work` does every task that waits, as workers would."""

    cast: Cast
    stream_id: StreamId
    browser: FlaskClient
    work: Callable[[], None]

    @property
    def workspace_id(self) -> WorkspaceId:
        """Return the client's workspace."""
        return self.cast.kuusi.workspace_id

    @property
    def url(self) -> str:
        """Return the area's address."""
        return f"/w/{self.workspace_id}/runs"

    def ready(self) -> list[RequestId]:
        """Return the requests that are ready."""
        with self.cast.alice.acting(in_=self.workspace_id):
            return ready_ids(self.workspace_id, RequestQuery())


def request_desk(cast: Cast) -> RequestDesk:
    """Return Alice's client with six requests: two ready, one wrong on its card, two in the file, one called off."""
    stream_id = ready_house(cast.alice, cast.kuusi)
    new_customer(cast.alice, cast.kuusi, number="10001")
    imported(cast.alice, cast.kuusi.workspace_id, stream_id, csv_file(*MIXED, header=HEADER))
    return RequestDesk(cast, stream_id, cast.alice.browser())


def run_desk(cast: Cast, app: Flask) -> RunDesk:
    """Return Alice's client with three ready requests, and one that isn't."""
    stream_id = ready_house(cast.alice, cast.kuusi)
    new_customer(cast.alice, cast.kuusi, number="10001", name="=Tuohi & <b>Terva</b>")
    imported(cast.alice, cast.kuusi.workspace_id, stream_id, csv_file(*PLAIN))
    return RunDesk(cast, stream_id, cast.alice.browser(), worker_of(app))


def samples_in(preview: TestResponse) -> tuple[list[str], dict[str, str]]:
    """Return the places of the samples that a preview of one stream offers, and what their form posts."""
    form = re.search(r"<form[^>]*sample\.pdf.*?</form>", preview.get_data(as_text=True), re.DOTALL)
    if form is None:
        raise AssertionError("no samples")
    hidden = re.findall(r'name="(ids|stream|issued_on|due_on)" value="([^"]*)"', form[0])
    return re.findall(r'name="place" value="(\d+)"', form[0]), dict(hidden)
