"""From HTML to PDF/A-3b, with the e-invoice inside; the same bytes every time for the same content.

WeasyPrint is imported by whoever draws, when it first draws: it takes as long as everything else of Samla together.
"""

from billing.documents.paper import Paper


def write_pdf(paper: Paper) -> bytes:
    """Return the PDF/A-3b of a paper: fonts embedded, tagged, with its title, language and enclosed file.

    Not validated by veraPDF; what the standard wants is read back by the tests.

    Raises:
        NothingFetched: the HTML refers to something that isn't in memory.
    """
    from billing.documents.drawing import draw  # noqa: PLC0415  see above

    return draw(paper)


def warm_up() -> None:
    """Load fonts and style sheets, so that a process does it once, before it starts to work or to fork."""
    from billing.documents.drawing import load  # noqa: PLC0415  see above

    load()
