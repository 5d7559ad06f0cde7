"""Invoices as readers get them: printed, read back as words by poppler, seen as a camera sees them."""

import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from billing.documents.invoice import invoice_document, render_invoice
from billing.documents.look import Look
from billing.en16931.model import Invoice
from tenants.kernel.language import Language

Samples = dict[str, Callable[[], Invoice]]
PLAIN = Look()
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils isn't installed")


def printed(invoice: Invoice, language: Language = "en", look: Look = PLAIN) -> bytes:
    return render_invoice(invoice_document(invoice, look, language), xml=b"<Invoice/>", xml_name="invoice.xml")


def words(pdf: bytes) -> str:
    """Return the text of all pages, blanks of every kind made one."""
    found = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(found.stdout.decode().split())


def seen(pdf: bytes, page: int = 1) -> Image.Image:
    """Return a page as a camera sees it."""
    drawn = subprocess.run(
        ["pdftoppm", "-r", "220", "-gray", "-png", "-f", str(page), "-l", str(page), "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    return Image.open(BytesIO(drawn.stdout))
