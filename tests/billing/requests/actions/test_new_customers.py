"""Customers of imported e-invoices."""

from dataclasses import replace

import pytest
from factories.cast import Cast
from factories.invoices import plain_invoice
from factories.requests import imported, new_customer, ready_house

from billing.customers.queries import CustomerQuery, customer_rows
from billing.en16931.arithmetic import completed
from billing.en16931.model import Identifier, Party
from billing.en16931.ubl import write_ubl
from tenants.kernel.ids import StreamId

OWN = Party(name="Kuusi Keramiikka Oy", legal_registration=Identifier("2622222-6"))


@pytest.fixture
def stream(cast: Cast) -> StreamId:
    """Return the stream of a company that may invoice."""
    return ready_house(cast.alice, cast.kuusi)


def bill(cast: Cast, stream: StreamId, number: str, **buyer: object) -> list[str]:
    """Import one e-invoice, and return the names on all cards."""
    invoice = plain_invoice(
        number=number, seller=replace(plain_invoice().seller, legal_registration=OWN.legal_registration)
    )
    invoice = completed(replace(invoice, buyer=replace(invoice.buyer, **buyer)))
    imported(cast.alice, cast.kuusi.workspace_id, stream, write_ubl(invoice))
    with cast.alice.acting(in_=cast.kuusi.workspace_id):
        return [row.name for row in customer_rows(cast.kuusi.workspace_id, CustomerQuery(sort="number"))]


class TestCustomersFor:
    """Who a buyer is."""

    def test_are_found_by_business_id_whatever_their_name(self, cast: Cast, stream: StreamId) -> None:
        new_customer(cast.alice, cast.kuusi, name="Terva", business_id="9234567-0")
        assert bill(cast, stream, "1") == ["Terva"]

    def test_are_found_by_name_and_postal_code_without_ids(self, cast: Cast, stream: StreamId) -> None:
        nothing = {"legal_registration": None, "vat_id": None, "electronic_address": None}
        new_customer(cast.alice, cast.kuusi, name="Tuohi & Terva Ab")
        assert bill(cast, stream, "1", **nothing) == ["Tuohi & Terva Ab"]
        assert bill(cast, stream, "2", **nothing, name="Tuohi") == ["Tuohi & Terva Ab", "Tuohi"]

    def test_get_a_card_once_where_nobody_knows_them(self, cast: Cast, stream: StreamId) -> None:
        assert bill(cast, stream, "1") == ["Tuohi & Terva Ab"]
        assert bill(cast, stream, "2") == ["Tuohi & Terva Ab"]

    def test_are_never_found_by_an_id_that_is_wrong(self, cast: Cast, stream: StreamId) -> None:
        wrong = {"legal_registration": Identifier("1234567-8"), "vat_id": None, "electronic_address": None}
        assert bill(cast, stream, "1", **wrong, name="First") == ["First"]
        assert bill(cast, stream, "2", **wrong, name="Second") == ["First", "Second"]
