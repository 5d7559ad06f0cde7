"""Importing files of requests."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from factories.cast import Cast, make_client
from factories.requests import HEADER, csv_file, imported, new_customer, ready_house, seller_input, some_requests
from factories.statements import statements

from billing.customers.queries import CustomerQuery, customer_count, customer_rows
from billing.en16931.reading import read_invoices
from billing.requests.actions import ImportResult, Upload, dismiss_requests, import_requests
from billing.requests.queries import RequestQuery, get_request, request_counts, request_rows
from billing.requests.rules.remarks import FAR_DUE
from billing.seller.queries import SellerMissing
from billing.streams.models import Stream
from tenants.files.models import File
from tenants.kernel.db import db
from tenants.kernel.ids import StreamId
from tenants.kernel.journal import journal_rows
from tenants.kernel.language import Message
from tenants.kernel.refusals import NotFound, Refusal

EXAMPLES = (
    "finvoice/examples/anon_finvoice_30_invoice_with_SOAP.xml",
    "finvoice/examples/finvoice_30_example.xml",
    "finvoice/examples/power-company-business.xml",
    "finvoice/examples/power-company-consumer.xml",
    "peppol/examples/Allowance-example.xml",
    "peppol/examples/Vat-category-S.xml",
    "peppol/examples/base-creditnote-correction.xml",
    "peppol/examples/base-example.xml",
    "peppol/examples/vat-category-E.xml",
)


@pytest.fixture
def stream(cast: Cast) -> StreamId:
    """Return the stream of a company that may invoice, with one customer, 10001."""
    stream_id = ready_house(cast.alice, cast.kuusi)
    new_customer(cast.alice, cast.kuusi)
    return stream_id


def fields_of(result: ImportResult) -> set[str]:
    return {problem.field for refused in result.refused for problem in refused.problems}


class TestExamplesOfOthers:
    """Every sample e-invoice, imported into a company that isn't its seller, and one into its seller's own."""

    @pytest.mark.parametrize("example", EXAMPLES)
    def test_keep_their_totals_and_say_whose_they_are(
        self, cast: Cast, stream: StreamId, corpora: Path, example: str
    ) -> None:
        data = (corpora / example).read_bytes()
        (stated,) = read_invoices(data)
        result = imported(cast.alice, cast.kuusi.workspace_id, stream, data, example)
        assert (result.read, result.invalid, result.customers_added) == (1, 1, 0)
        assert {"seller", "customer_number"} <= fields_of(result)
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            (row,) = request_rows(cast.kuusi.workspace_id, RequestQuery())
        sign = -1 if stated.is_credit_note else 1
        assert (row.net, row.vat, row.total) == tuple(
            sign * amount for amount in (stated.totals.net, stated.totals.vat, stated.totals.gross)
        )

    def test_are_ready_where_the_seller_imports_its_own(self, cast: Cast, corpora: Path) -> None:
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, _now):
            (firm_id,) = actor.firms
        _admin, house = make_client(cast.alice, firm_id, "FI", "6666666-5", "Pullin Musiikki Oy", "Pulli")
        stream = ready_house(cast.alice, house, seller_input(vat_id="FI66666665"))
        data = (corpora / "finvoice/examples/finvoice_30_example.xml").read_bytes()
        result = imported(cast.alice, house.workspace_id, stream, data)
        assert (result.ready, result.customers_added, result.refused) == (1, 1, ())
        again = imported(cast.alice, house.workspace_id, stream, data)
        assert (again.read, again.duplicates, again.request_ids) == (1, 1, ())
        with cast.alice.acting(in_=house.workspace_id):
            (customer,) = customer_rows(house.workspace_id, CustomerQuery())
            facts = get_request(house.workspace_id, result.request_ids[0])
        assert (customer.name, customer.business_id, customer.delivery) == ("Sensorit Oy", "12345671", "einvoice")
        assert (facts.content.number, facts.row.total) == ("123456", Decimal("124.00"))


class TestImportRequests:
    """CSV."""

    def test_writes_ready_invalid_and_cancelled_ones(self, cast: Cast, stream: StreamId) -> None:
        header = "request_id;customer_number;text;quantity;unit_price;vat_rate;state"
        rows = (
            "A;10001;Mug;1;10;25,5;",
            "B;10001;Mug;1;10;24;",
            "C;999;Mug;1;10;25,5;",
            "D;10001;Mug;1;10;1;cancelled",
        )
        result = imported(cast.alice, cast.kuusi.workspace_id, stream, csv_file(*rows, header=header))
        assert (result.read, result.ready, result.invalid, result.cancelled) == (4, 1, 2, 1)
        assert [(refused.place, refused.key) for refused in result.refused] == [("3", "B"), ("4", "C")]
        assert fields_of(result) == {"lines.1.vat", "customer_number"}
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            counts = request_counts(cast.kuusi.workspace_id)
            keys = [row.key for row in request_rows(cast.kuusi.workspace_id, RequestQuery())]
        assert (counts.ready, counts.invalid, counts.cancelled, keys) == (1, 2, 1, ["A", "B", "C", "D"])

    def test_counts_what_came_before_and_writes_the_rest(self, cast: Cast, stream: StreamId) -> None:
        some_requests(cast.alice, cast.kuusi, stream, 2)
        result = some_requests(cast.alice, cast.kuusi, stream, 3)
        assert (result.read, result.duplicates, result.ready) == (3, 2, 1)

    def test_takes_a_corrected_request_in_place_of_one_that_could_not_be_invoiced(
        self, cast: Cast, stream: StreamId
    ) -> None:
        workspace = cast.kuusi.workspace_id
        wrong, right = csv_file("A;10001;Mug;1;10;24"), csv_file("A;10001;Mug;1;10;25,5")
        assert imported(cast.alice, workspace, stream, wrong).invalid == 1
        assert imported(cast.alice, workspace, stream, wrong).duplicates == 1
        result = imported(cast.alice, workspace, stream, right)
        assert (result.duplicates, result.ready) == (0, 1)
        with cast.alice.acting(in_=workspace):
            counts = request_counts(workspace)
        assert (counts.ready, counts.invalid) == (1, 0)
        assert imported(cast.alice, workspace, stream, wrong).duplicates == 1

    def test_takes_the_calling_off_of_an_order_that_was_ready(self, cast: Cast, stream: StreamId) -> None:
        workspace, header = cast.kuusi.workspace_id, f"{HEADER};state"
        ready = csv_file("A;10001;Mug;1;10;25,5;", "B;10001;Mug;1;10;25,5;", header=header)
        assert imported(cast.alice, workspace, stream, ready).ready == 2
        off = csv_file("A;10001;Mug;1;10;25,5;cancelled", "B;10001;Mug;2;10;25,5;", header=header)
        result = imported(cast.alice, workspace, stream, off)
        assert (result.cancelled, result.duplicates) == (1, 1)
        assert imported(cast.alice, workspace, stream, off).duplicates == 2
        with cast.alice.acting(in_=workspace):
            counts = request_counts(workspace)
        assert (counts.ready, counts.cancelled) == (1, 1)

    def test_brings_nothing_back_that_was_dismissed_unless_it_is_corrected(self, cast: Cast, stream: StreamId) -> None:
        workspace, wrong = cast.kuusi.workspace_id, csv_file("A;10001;Mug;1;10;24")
        first = imported(cast.alice, workspace, stream, wrong)
        with cast.alice.acting(in_=workspace) as (actor, now):
            dismiss_requests(actor, workspace, first.request_ids, now=now)
        assert imported(cast.alice, workspace, stream, wrong).duplicates == 1
        assert imported(cast.alice, workspace, stream, csv_file("A;10001;Mug;1;10;25,5")).ready == 1

    def test_makes_one_card_for_a_new_customer_of_many_requests(self, cast: Cast, stream: StreamId) -> None:
        header = "request_id;customer_number;customer_name;text;quantity;unit_price;vat_rate"
        rows = ("A;500;Savi Oy;Mug;1;10;25,5", "B;500;Savi Oy;Mug;1;10;25,5")
        result = imported(cast.alice, cast.kuusi.workspace_id, stream, csv_file(*rows, header=header))
        assert (result.invalid, result.customers_added) == (2, 1)
        assert {"customer.street", "customer.postal_code", "customer.city", "customer.email"} == fields_of(result)

    def test_keeps_the_file_as_it_came_and_enters_the_journal(self, cast: Cast, stream: StreamId) -> None:
        data = csv_file("A;10001;Mug;1;10;25,5")
        result = imported(cast.alice, cast.kuusi.workspace_id, stream, data, "C:\\temp\\requests.csv")
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            kept = db.session.get(File, (cast.kuusi.workspace_id, result.file_id))
            assert kept is not None
            assert (kept.name, kept.media_type, kept.content) == ("requests.csv", "text/csv", data)
            (entry,) = [row for row in journal_rows(cast.kuusi.workspace_id) if row.act == "requests_imported"]
        assert (entry.who, entry.after and entry.after["ready"]) == ("Alice", 1)

    @pytest.mark.parametrize("data", [b"", b"PK\x03\x04", csv_file("A;10001;Mug;1;10;25,5", "B;10001")])
    def test_imports_nothing_of_a_broken_file(self, cast: Cast, stream: StreamId, data: bytes) -> None:
        with pytest.raises(Refusal):
            imported(cast.alice, cast.kuusi.workspace_id, stream, data)
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            assert request_counts(cast.kuusi.workspace_id).open == 0
            assert db.session.query(File).count() == 0

    def test_asks_the_database_as_often_for_two_thousand_rows_as_for_two(self, cast: Cast, stream: StreamId) -> None:
        asked = []
        for count in (2, 2000):
            rows = (f"{count}-{n};{n};New {n};Mug;1;10;25,5" for n in range(count))
            data = csv_file(*rows, header="request_id;customer_number;customer_name;text;quantity;unit_price;vat_rate")
            with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now), statements() as sent:
                upload = Upload("a.csv", data)
                import_requests(actor, cast.kuusi.workspace_id, stream, upload, now=now)
                db.session.flush()
            asked.append(len(sent))
        assert asked[0] == asked[1]
        assert asked[1] <= 12

    def test_needs_the_settings_first(self, cast: Cast) -> None:
        with pytest.raises(SellerMissing):
            imported(cast.dora, cast.ek.workspace_id, StreamId(cast.ek.workspace_id), csv_file())

    def test_leaves_a_stream_alone_that_is_switched_off(self, cast: Cast, stream: StreamId) -> None:
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            db.session.query(Stream).update({"active": False})
        with pytest.raises(Refusal, match="switched off"):
            some_requests(cast.alice, cast.kuusi, stream)

    def test_is_not_a_strangers_to_do_nor_to_see(self, cast: Cast, stream: StreamId) -> None:
        result = some_requests(cast.alice, cast.kuusi, stream)
        with pytest.raises(NotFound):
            imported(cast.charlie, cast.kuusi.workspace_id, stream, csv_file())
        with cast.charlie.acting(in_=cast.ek.workspace_id):
            assert request_rows(cast.kuusi.workspace_id, RequestQuery()) == ()
            assert customer_count(cast.kuusi.workspace_id, CustomerQuery()) == 0
            with pytest.raises(NotFound):
                get_request(cast.kuusi.workspace_id, result.request_ids[0])


class TestFarDueDates:
    """A due date whose year is a slip."""

    def test_are_worth_a_look_and_kept_with_their_day(self, cast: Cast, stream: StreamId) -> None:
        rows = ("R-1;10001;Kiln;1;100;25,5;2099-12-07", "R-2;10001;Kiln;1;100;25,5;")
        data = csv_file(*rows, header=f"{HEADER};due_on")
        assert imported(cast.alice, cast.kuusi.workspace_id, stream, data).ready == 2
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            remarks = {row.key: row.remarks for row in request_rows(cast.kuusi.workspace_id, RequestQuery())}
        assert remarks == {"R-1": (Message(FAR_DUE.id, {"due": date(2099, 12, 7)}),), "R-2": ()}
