"""The same invoice drawn twice: as Samla does, and as a page for browsers would be."""

import argparse
import gc
import json
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median

from jinja2 import Environment, FileSystemLoader
from weasyprint import HTML

from benchmarks.measuring import calibration
from billing.documents.invoice import InvoiceDocument, invoice_document, render_invoice
from billing.documents.look import DESIGNS, Design, Look
from billing.documents.pdf import warm_up
from billing.en16931.arithmetic import completed
from billing.en16931.model import (
    Address,
    CreditTransfer,
    Identifier,
    Invoice,
    Item,
    Line,
    Party,
    PaymentMeans,
    Price,
    VatTreatment,
)
from billing.en16931.ubl import write_ubl

HERE = Path(__file__).parent
FONTS = (HERE.parent / "billing" / "documents" / "fonts").as_uri()
ALLOWED = 0.25
LINES = 10


def main() -> int:
    """Measure, tell, and return the exit code: 0 where each design keeps within the ratio, 1 where one doesn't."""
    parser = argparse.ArgumentParser(prog="documents.py", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    warm_up()
    gc.freeze()
    found = {design: measure(design, given.rounds) for design in DESIGNS}
    print(json.dumps(found, indent=2) if given.json else as_table(found))
    return 1 if any(each["ratio"] > ALLOWED for each in found.values()) else 0


def measure(design: Design, rounds: int) -> Mapping[str, float]:
    """Return the CPU milliseconds of our page in a design and of the naive one, and the median of the pairs' ratios."""
    invoice = ten_lines()
    xml, look = write_ubl(invoice), Look(slip="tilisiirto", design=design)

    def ours() -> bytes:
        return render_invoice(invoice_document(invoice, look, "fi"), xml=xml, xml_name="invoice.xml")

    def naive() -> bytes:
        return drawn_naively(invoice_document(invoice, look, "fi"))

    _spent(ours), _spent(naive)
    pairs = [_pair(ours, naive, turned=bool(turn % 2)) for turn in range(rounds)]
    return {
        "ours_ms": round(1000 * median(mine for mine, _ in pairs), 1),
        "naive_ms": round(1000 * median(other for _, other in pairs), 1),
        "ratio": round(median(mine / other for mine, other in pairs), 3),
    }


def drawn_naively(document: InvoiceDocument) -> bytes:
    """Return the page as PDF the way one begins: one HTML with its own style sheet, nothing shared."""
    pictures = {name: f"data:image/png;base64,{b64encode(png).decode()}" for name, png in document.images.items()}
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True)
    page = environment.get_template("naive_invoice.html").render(doc=document, pictures=pictures, fonts=FONTS)
    return bytes(HTML(string=page).write_pdf())


def ten_lines() -> Invoice:
    """Return an invented invoice of ten lines with two rates of VAT."""
    rates = ("25.5", "13.5")
    line = Line(
        id="1", quantity=Decimal(2), price=Price(net=Decimal("38.50")), item=Item(name=""), vat=VatTreatment("S", None)
    )
    lines = tuple(
        replace(
            line,
            id=str(place),
            item=Item(name=f"Kannu, lasitettu kivitavara {place}", seller_id=f"KAN-{place}"),
            vat=VatTreatment("S", Decimal(rates[place % 2])),
        )
        for place in range(1, LINES + 1)
    )
    transfer = CreditTransfer(account="FI7944052020036082", bic="HELSFIHH")
    return completed(
        Invoice(
            number="20260412",
            issued_on=date(2026, 11, 23),
            due_on=date(2026, 12, 7),
            seller=_party("Kuusi Keramiikka Oy", "12345671", "Savipolku 4 B", "Tampere"),
            buyer=_party("Matkailu Saaristo Oy", "23456780", "Rantakatu 18", "Turku"),
            buyer_reference="Ostot",
            lines=lines,
            payment_means=(PaymentMeans(code="58", reference="202604123", transfers=(transfer,)),),
        )
    )


def as_table(found: Mapping[str, Mapping[str, float]]) -> str:
    """Return the figures for a terminal."""
    rows = [f"{'design':<10}{'ours ms':>10}{'naive ms':>10}{'ratio':>8}{'allowed':>9}"]
    rows += [
        f"{name:<10}{each['ours_ms']:>10.1f}{each['naive_ms']:>10.1f}{each['ratio']:>8.3f}{ALLOWED:>9.2f}"
        for name, each in found.items()
    ]
    return "\n".join([*rows, f"calibration {calibration():.2f} s CPU (0.20 on a quiet machine)"])


def _party(name: str, business_id: str, street: str, city: str) -> Party:
    return Party(
        name=name,
        legal_registration=Identifier(business_id),
        vat_id=f"FI{business_id}",
        electronic_address=Identifier(f"0037{business_id}", "0216"),
        address=Address(line1=street, postal_code="33200", city=city, country="FI"),
    )


def _pair(ours: Callable[[], bytes], naive: Callable[[], bytes], *, turned: bool) -> tuple[float, float]:
    if turned:
        other = _spent(naive)
        return _spent(ours), other
    return _spent(ours), _spent(naive)


def _spent(draw: Callable[[], bytes]) -> float:
    began = time.process_time()
    draw()
    return time.process_time() - began


if __name__ == "__main__":
    raise SystemExit(main())
