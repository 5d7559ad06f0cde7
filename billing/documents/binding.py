"""Binding the PDFs of many documents into one, to be printed at once."""

from collections.abc import Iterable
from io import BytesIO


def bind(pdfs: Iterable[bytes]) -> bytes:
    """Return one PDF with the pages of several, in their order; what is enclosed in them stays behind.

    It is for paper only: what is kept and sent are the documents themselves.

    Raises:
        pikepdf.PdfError: one of them isn't a PDF.
    """
    # It takes a while to import, and few processes ever bind anything.
    import pikepdf  # noqa: PLC0415  see above

    bound = pikepdf.new()
    for pdf in pdfs:
        with pikepdf.open(BytesIO(pdf)) as one:
            bound.pages.extend(one.pages)
    file = BytesIO()
    bound.save(file, compress_streams=True)
    return file.getvalue()
