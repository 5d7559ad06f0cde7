"""Invented invoices of the four countries, for every test of documents."""

import pytest

from billing.en16931.model import Invoice
from tests.billing.documents.finnish_invoices import credit_note, finnish, foreign, long_names
from tests.billing.documents.nordic_invoices import danish, norwegian, swedish

SAMPLES = {
    "finnish": finnish,
    "swedish": swedish,
    "norwegian": norwegian,
    "danish": danish,
    "foreign": foreign,
    "credit_note": credit_note,
    "two_pages": lambda: finnish(40),
    "long_names": long_names,
}


@pytest.fixture(params=sorted(SAMPLES))
def any_invoice(request: pytest.FixtureRequest) -> Invoice:
    """Return each of the invented invoices in turn."""
    return SAMPLES[request.param]()


@pytest.fixture
def samples() -> dict[str, object]:
    """Return the invented invoices by name, as functions that make them."""
    return SAMPLES
