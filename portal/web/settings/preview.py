"""The preview beside a form: the sample invoice, drawn by what draws the real ones; nothing is kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from billing.documents.invoice import invoice_document, render_invoice
from billing.documents.look import Look
from billing.seller.queries import get_seller
from billing.streams.queries import StreamFacts
from billing.streams.rules import StreamTerms
from billing.templates.rules import SampleOrder, sample_invoice
from portal.web._design import Field, Option
from portal.web._design.words import OWN_NAMES
from tenants.kernel.language import Language, msg, translate

LANGUAGE_FIELD = "preview_language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Where a form is sent to be shown as a document, and in which language that begins."""

    url: str
    language: Field


def preview_of(stream: StreamFacts, language: Language) -> Preview:
    """Return the preview of a stream's documents, in a language until another is chosen."""
    there: dict[str, Any] = {"workspace_id": stream.workspace_id, "stream_id": stream.id}
    return Preview(
        url=url_for("settings.preview", **there),
        language=Field(
            name=LANGUAGE_FIELD,
            label=msg("Shown in"),
            kind="select",
            value=language,
            options=tuple(Option(code, name) for code, name in OWN_NAMES.items()),
        ),
    )


def sample_pdf(stream: StreamFacts, terms: StreamTerms, look: Look, language: Language, on: date) -> bytes:
    """Return the sample as PDF, marked as one, with the number that the stream's next invoice gets.

    Raises:
        SellerMissing: nothing is saved in the company's settings yet.
    """
    order = SampleOrder(number=stream.next_printed(on), issued_on=on, language=language, terms=terms)
    invoice = sample_invoice(get_seller(stream.workspace_id), order)
    document = invoice_document(invoice, look, language, mark=translate(msg("Sample"), language))
    return render_invoice(document, xml=None, xml_name="")
