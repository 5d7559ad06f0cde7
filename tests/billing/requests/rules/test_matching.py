"""Who a request is for."""

from datetime import date

from factories.customers import a_customer
from factories.invoices import plain_invoice
from factories.requests import customer_input

from billing.requests.rules.draft import Draft
from billing.requests.rules.matching import Directory, clues_of


def a_draft(number: str = "", **card: object) -> Draft:
    content = plain_invoice(issued_on=date(2026, 3, 2))
    return Draft(
        key="1", place="1", source="ubl", content=content, customer_number=number, buyer=customer_input(**card)
    )


class TestDirectory:
    """Finding."""

    def test_goes_by_the_number_alone_where_there_is_one(self) -> None:
        directory = Directory("FI")
        directory.add(a_customer(number="10001", business_id="12345671"))
        assert directory.find(a_draft("10001")) is not None
        assert directory.find(a_draft("10002", business_id="1234567-1")) is None

    def test_tells_namesakes_apart_by_their_business_id(self) -> None:
        directory = Directory("FI")
        directory.add(a_customer(business_id="12345671"))
        assert directory.find(a_draft(business_id="2622222-6")) is None
        assert directory.find(a_draft(business_id="1234567-1", name="Other")) is not None
        assert directory.find(a_draft(name="Tuohi & Terva OY")) is not None
        assert directory.find(a_draft(postal_code="00100")) is None


class TestCluesOf:
    """What is looked up."""

    def test_holds_no_id_that_is_wrong(self) -> None:
        clues = clues_of([a_draft(business_id="1234567-8"), a_draft(vat_id="FI12345671"), a_draft("7")], "FI")
        assert (clues.ids, clues.numbers) == ({"FI12345671"}, {"7"})
