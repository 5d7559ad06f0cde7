"""Whose ROT or RUT work a request bills: sealed, and nowhere else."""

import pytest
from factories.cast import Cast
from factories.requests import csv_file, new_customer, ready_house, swedish_input
from sqlalchemy import text

from billing.requests.actions import ImportResult, Upload, import_requests
from billing.requests.actions.persons import NoSealHere, place_of
from tenants.files.models import File
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId, StreamId
from tenants.kernel.journal.models import JournalEntry
from tenants.secrets.sealing import NotOurs, Seal, new_key

HEADER = (
    "request_id;customer_number;text;quantity;unit_price;vat_rate;rot_rut;work_kind;work_hours;personal_id;property"
)
PAINT = "R-1;10001;Målning;8;500;25;rot;painting;8;811228-9874;Eken 1:23"
PLAIN = "R-2;10001;Färg;1;500;25;;;;811228-9874;"
WRONG = "R-3;10001;Målning;8;500;25;rot;painting;8;811228-9875;Eken 1:23"
SEAL = Seal(new_key())


@pytest.fixture
def stream(cast: Cast) -> StreamId:
    """Return the stream of a Swedish company with a consumer, 10001."""
    stream_id = ready_house(cast.dora, cast.ek, swedish_input(vat_id="SE556222222301"))
    home = {"street": "Ekvägen 2", "postal_code": "114 55", "city": "Stockholm", "country": "SE", "language": "sv"}
    new_customer(cast.dora, cast.ek, name="Ebba Ek", kind="consumer", **home)
    return stream_id


def fetched(cast: Cast, stream: StreamId, *rows: str, seal: Seal | None = SEAL) -> ImportResult:
    with cast.dora.acting(in_=cast.ek.workspace_id) as (actor, now):
        upload = Upload("rot.csv", csv_file(*rows, header=HEADER))
        return import_requests(actor, cast.ek.workspace_id, stream, upload, now=now, seal=seal)


class TestSealPersons:
    """Each at its request."""

    def test_keeps_the_sealed_one_of_work_only(self, cast: Cast, stream: StreamId) -> None:
        result = fetched(cast, stream, PAINT, PLAIN, WRONG)
        assert (result.ready, result.invalid) == (2, 1)
        with cast.dora.acting(in_=cast.ek.workspace_id):
            ((request_id, sealed),) = db.session.execute(text("select request_id, sealed from request_person"))
        assert request_id == result.request_ids[0]
        assert SEAL.open(bytes(sealed), belongs_to=place_of(RequestId(request_id))) == b"198112289874"
        with pytest.raises(NotOurs):
            SEAL.open(bytes(sealed), belongs_to=place_of(result.request_ids[1]))

    def test_leaves_no_trace_of_it_anywhere_else(self, cast: Cast, stream: StreamId) -> None:
        fetched(cast, stream, PAINT, WRONG)
        with cast.dora.acting(in_=cast.ek.workspace_id):
            kept = db.session.query(File.content).filter(File.workspace_id == cast.ek.workspace_id).all()
            tables = ("billing_request", JournalEntry.__tablename__, "task", "customer")
            rows = [str(db.session.execute(text(f"select * from {name}")).all()) for name in tables]
        assert kept
        assert not any(digits in str(place) for place in (kept, *rows) for digits in ("811228-", "8112289"))

    def test_refuses_where_nothing_can_be_sealed(self, cast: Cast, stream: StreamId) -> None:
        with pytest.raises(NoSealHere):
            fetched(cast, stream, PAINT, seal=None)
        assert fetched(cast, stream, PLAIN.replace("811228-9874", ""), seal=None).ready == 1

    def test_is_hidden_from_a_stranger(self, cast: Cast, stream: StreamId) -> None:
        fetched(cast, stream, PAINT)
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            assert db.session.execute(text("select * from request_person")).all() == []
