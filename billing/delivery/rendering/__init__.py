"""Making documents: the e-invoice in each syntax that can carry it, checked, and the PDF with it inside. Pure."""

from billing.delivery.rendering.einvoices import CHECKS, Ends, write_syntax
from billing.delivery.rendering.rendered import Rendered
from billing.delivery.rendering.sheets import Sheet, render
from billing.delivery.rendering.warming import expect_documents, warm_up

__all__ = ["CHECKS", "Ends", "Rendered", "Sheet", "expect_documents", "render", "warm_up", "write_syntax"]
