"""A company that may invoice: settings saved, a stream open, customers on cards, and files of requests."""

from uuid import UUID

from factories.business_ids import y_tunnus
from factories.cast import House, Member

from billing.customers.actions import add_customer
from billing.customers.rules.card_input import CustomerInput
from billing.requests.actions import ImportResult, Upload, import_requests
from billing.seller.actions import SellerInput, save_seller
from billing.streams.queries import find_stream
from tenants.kernel.ids import CustomerId, StreamId, WorkspaceId

HEADER = "request_id;customer_number;text;quantity;unit_price;vat_rate"
# An account number of ISO 13616's shape with right check digits, at a bank code that isn't given out.
IBAN = "FI95 9990 0100 0000 15"


def seller_input(**changes: object) -> SellerInput:
    """Return the settings of a Finnish company, with changes."""
    usual: dict[str, object] = {
        "street": "Savikuja 6",
        "postal_code": "06100",
        "city": "Porvoo",
        "email": "laskut@kuusi.example",
        "language": "fi",
        "vat_id": f"FI{y_tunnus(2_622_222)}",
        "iban": IBAN,
        "bic": "NDEAFIHH",
    }
    return SellerInput(**{**usual, **changes})  # type: ignore[arg-type]  # the fields are named by each test


def swedish_input(**changes: object) -> SellerInput:
    """Return the settings of a Swedish company, with changes."""
    usual = {
        "street": "Bagargatan 3",
        "postal_code": "114 55",
        "city": "Stockholm",
        "email": "faktura@ek.example",
        "language": "sv",
        "vat_id": None,
        "iban": None,
        "bic": None,
        "bankgiro": "991-2346",
        "f_tax": True,
        "seat": "Stockholm",
    }
    return seller_input(**{**usual, **changes})


def customer_input(**changes: object) -> CustomerInput:
    """Return a Finnish business that is billed by e-mail, with changes."""
    usual: dict[str, object] = {
        "name": "Tuohi & Terva Oy",
        "kind": "business",
        "street": "Hamngatan 1",
        "postal_code": "10600",
        "city": "Ekenäs",
        "country": "FI",
        "email": "ostot@tuohi.example",
        "language": "fi",
        "delivery": "email",
    }
    return CustomerInput(**{**usual, **changes})  # type: ignore[arg-type]  # the fields are named by each test


def ready_house(member: Member, house: House, typed: SellerInput | None = None) -> StreamId:
    """Have a member save the company's settings, and return the stream that this opens."""
    with member.acting(in_=house.workspace_id) as (actor, now):
        save_seller(actor, house.workspace_id, typed or seller_input(), now=now)
        stream = find_stream(house.workspace_id, "sales")
        assert stream is not None
        return stream.id


def new_customer(member: Member, house: House, **changes: object) -> CustomerId:
    """Have a member add a customer."""
    with member.acting(in_=house.workspace_id) as (actor, now):
        return add_customer(actor, house.workspace_id, customer_input(**changes), now=now)


def csv_file(*rows: str, header: str = HEADER) -> bytes:
    """Return a CSV file of rows."""
    return "\n".join((header, *rows, "")).encode()


def imported(member: Member, workspace_id: UUID, stream_id: StreamId, data: bytes, name: str = "a.csv") -> ImportResult:
    """Have a member import a file."""
    with member.acting(in_=workspace_id) as (actor, now):
        return import_requests(actor, WorkspaceId(workspace_id), stream_id, Upload(name, data), now=now)


def some_requests(member: Member, house: House, stream_id: StreamId, count: int = 3) -> ImportResult:
    """Have a member import so many ready requests of the customer 10001, each of one line at 100.00 and 25.5 % VAT."""
    rows = (f"R-{n};10001;Subscription {n};1;100,00;25,5" for n in range(1, count + 1))
    return imported(member, house.workspace_id, stream_id, csv_file(*rows))
