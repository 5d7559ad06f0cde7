"""Where a customer has goods and services delivered."""

from datetime import date

from factories.customers import a_customer
from factories.invoices import plain_invoice

from billing.customers.rules.card import COUNTRY_CODES
from billing.customers.rules.card_input import CustomerInput
from billing.customers.rules.deliver_to import DELIVER_TO, delivery_of, read_deliver_to
from billing.en16931.model import Address, Delivery, Identifier
from billing.seller.rules.fields import Fields

WAREHOUSE = {
    "deliver_name": "Tuohen varasto",
    "deliver_street": "Varastokatu 3",
    "deliver_postal_code": "20100",
    "deliver_city": "Turku",
    "deliver_country": "FI",
}
THERE = Delivery(
    name="Tuohen varasto", address=Address(line1="Varastokatu 3", city="Turku", postal_code="20100", country="FI")
)


def read(home: str = "FI", **typed: str) -> tuple[dict[str, str | None], list[str]]:
    found = Fields()
    values = read_deliver_to(found, CustomerInput(name="", **typed), home, COUNTRY_CODES)  # type: ignore[arg-type]  # texts
    return values, [problem.field for problem in found.problems]


class TestReadDeliverTo:
    """The part of a card."""

    def test_is_nothing_where_nothing_was_typed(self) -> None:
        assert read(deliver_street="  ") == (dict.fromkeys((*DELIVER_TO, "deliver_country")), [])

    def test_is_in_the_customers_country_where_none_is_chosen(self) -> None:
        values, problems = read("SE", deliver_street="Kajen 1", deliver_postal_code="11120", deliver_city="Stockholm")
        assert (values["deliver_country"], values["deliver_postal_code"], problems) == ("SE", "111 20", [])

    def test_is_whole_or_blamed_at_each_field(self) -> None:
        assert read(deliver_name="Varasto")[1] == ["deliver_postal_code", "deliver_street", "deliver_city"]
        assert read(**{**WAREHOUSE, "deliver_country": "XX"})[1] == ["deliver_country"]
        assert read(**{**WAREHOUSE, "deliver_postal_code": "12"})[1] == ["deliver_postal_code"]


class TestDeliveryOf:
    """What the invoice says of the place."""

    def test_is_the_cards_where_the_request_states_no_place(self) -> None:
        customer = a_customer(**WAREHOUSE)
        assert delivery_of(plain_invoice(delivery=None), customer) == THERE
        on = date(2026, 11, 20)
        dated = delivery_of(plain_invoice(delivery=Delivery(delivered_on=on)), customer)
        assert dated is not None
        assert (dated.address, dated.delivered_on) == (THERE.address, on)

    def test_is_the_requests_where_it_states_one(self) -> None:
        for stated in (
            Delivery(name="Kauppa"), Delivery(location=Identifier("1")), Delivery(address=Address(country="SE")),
        ):  # fmt: skip
            assert delivery_of(plain_invoice(delivery=stated), a_customer(**WAREHOUSE)) == stated

    def test_is_left_alone_by_a_card_without_one_and_on_a_credit_note(self) -> None:
        assert delivery_of(plain_invoice(delivery=None), a_customer()) is None
        assert delivery_of(plain_invoice(delivery=None, type_code="381"), a_customer(**WAREHOUSE)) is None
