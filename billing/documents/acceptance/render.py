"""The PDF of an acceptance's record."""

from billing.documents.acceptance.proof import Proof
from billing.documents.paper import Enclosure, Paper
from billing.documents.pdf import write_pdf
from billing.documents.templates import fill
from billing.documents.writing import plain
from tenants.kernel.language import Language, msg, translate

TEMPLATE = "acceptance/acceptance.html"


def render_acceptance(proof: Proof, language: Language) -> bytes:
    """Return the record of an acceptance as PDF/A-3b, with the signed record itself enclosed."""
    title = f"{translate(msg('Record of acceptance'), language)} – {plain(proof.company)}"
    return write_pdf(
        Paper(
            html=fill(TEMPLATE, language, doc=proof, title=title),
            title=title,
            language=language,
            author="Samla",
            dated=proof.accepted_on,
            enclosures=(
                Enclosure(
                    proof.enclosed_name,
                    proof.enclosed,
                    translate(msg("The record as it was signed"), language),
                    "Source",
                ),
            ),
        )
    )
