"""Invoices with documents: one that goes by e-mail, one as an e-invoice."""

from collections.abc import Iterator

import pytest
from factories.cast import Cast
from factories.issued import BY_EINVOICE, BY_EMAIL, rendered
from factories.sink import Sink, mail_sink

from tenants.kernel.ids import InvoiceId


@pytest.fixture
def by_email(cast: Cast) -> InvoiceId:
    """Return an invoice of Kuusi's client for a customer who wants e-mail."""
    return rendered(cast.alice, cast.kuusi.workspace_id, [BY_EMAIL])[0]


@pytest.fixture
def by_einvoice(cast: Cast) -> InvoiceId:
    """Return an invoice of Kuusi's client for a customer who wants e-invoices."""
    return rendered(cast.alice, cast.kuusi.workspace_id, [BY_EINVOICE])[0]


@pytest.fixture
def sink() -> Iterator[Sink]:
    """Return a mail server that keeps what it gets."""
    with mail_sink() as caught:
        yield caught
