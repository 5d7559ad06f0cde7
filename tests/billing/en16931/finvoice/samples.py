"""Small Finvoice documents to read, one place for the files of others, and a writer with its fixed circumstances."""

import os
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from billing.en16931.finvoice import read_finvoice, write_finvoice
from billing.en16931.model import Invoice
from billing.en16931.xmlsafe import parse

CORPORA = Path(os.environ.get("SAMLA_CORPORA", Path(__file__).parents[5] / "shared" / "corpora"))
EXAMPLES = sorted((CORPORA / "finvoice" / "examples").glob("*.xml"))
XSD = CORPORA / "finvoice" / "xsd" / "Finvoice3.0.xsd"
needs_corpora = pytest.mark.skipif(not EXAMPLES, reason="the sample files of others aren't here (SAMLA_CORPORA)")

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
OPERATOR = "003721291126"

ROW = """<ArticleName>Mug</ArticleName>
<InvoicedQuantity QuantityUnitCode="kpl" QuantityUnitCodeUN="C62">2</InvoicedQuantity>
<UnitPriceAmount AmountCurrencyIdentifier="EUR">50,00</UnitPriceAmount>
<RowVatRatePercent>25,5</RowVatRatePercent><RowVatCode>S</RowVatCode>
<RowVatExcludedAmount AmountCurrencyIdentifier="EUR">100,00</RowVatExcludedAmount>"""
VAT = """<VatSpecificationDetails>
<VatBaseAmount AmountCurrencyIdentifier="EUR">100,00</VatBaseAmount><VatRatePercent>25,5</VatRatePercent>
<VatCode>S</VatCode><VatRateAmount AmountCurrencyIdentifier="EUR">25,50</VatRateAmount></VatSpecificationDetails>"""
EPI = """<EpiPartyDetails><EpiBfiPartyDetails>
<EpiBfiIdentifier IdentificationSchemeName="BIC">NDEAFIHH</EpiBfiIdentifier></EpiBfiPartyDetails>
<EpiBeneficiaryPartyDetails><EpiNameAddressDetails>Kuusi Keramiikka Oy</EpiNameAddressDetails>
<EpiAccountID IdentificationSchemeName="IBAN">FI95 9990 0100 0000 15</EpiAccountID></EpiBeneficiaryPartyDetails>
</EpiPartyDetails><EpiPaymentInstructionDetails>
<EpiRemittanceInfoIdentifier IdentificationSchemeName="SPY">20260011</EpiRemittanceInfoIdentifier>
<EpiInstructedAmount AmountCurrencyIdentifier="EUR">{payable}</EpiInstructedAmount>
<EpiDateOptionDate Format="CCYYMMDD">20260316</EpiDateOptionDate></EpiPaymentInstructionDetails>"""


def amount(name: str, value: str, currency: str = "EUR") -> str:
    """Return an amount element."""
    return f'<{name} AmountCurrencyIdentifier="{currency}">{value}</{name}>'


def totals(rows: str = "100,00", net: str = "100,00", vat: str = "25,50", gross: str = "125,50") -> str:
    """Return the totals of InvoiceDetails; an empty one is left out."""
    names = ("RowsTotalVatExcludedAmount", "InvoiceTotalVatExcludedAmount", "InvoiceTotalVatAmount")
    stated = [amount(name, value) for name, value in zip(names, (rows, net, vat), strict=True) if value]
    return "".join([*stated, amount("InvoiceTotalVatIncludedAmount", gross)])


def finvoice(
    details: str | None = None,
    *rows: str,
    kind: str = "INV01",
    payable: str = "125,50",
    extra: str = "",
    seller: str = "",
) -> str:
    """Return a Finvoice document: an invoice over two mugs, but for what is given."""
    body = totals() + VAT if details is None else details
    written = "".join(f"<InvoiceRow>{row}</InvoiceRow>" for row in rows or (ROW,))
    return f"""<Finvoice Version="3.0"><SellerPartyDetails>
<SellerOrganisationName>Kuusi Keramiikka Oy</SellerOrganisationName>{seller}</SellerPartyDetails>
<BuyerPartyDetails><BuyerOrganisationName>Tuohi &amp; Terva Ab</BuyerOrganisationName></BuyerPartyDetails>{extra}
<InvoiceDetails><InvoiceTypeCode>{kind}</InvoiceTypeCode><InvoiceNumber>2026001</InvoiceNumber>
<InvoiceDate Format="CCYYMMDD">20260302</InvoiceDate>{body}</InvoiceDetails>{written}
<EpiDetails>{EPI.format(payable=payable)}</EpiDetails></Finvoice>"""


def read(document: str) -> Invoice:
    """Return the invoice that a document is read as."""
    return read_finvoice(parse(document.encode()))


def written(invoice: Invoice) -> etree._Element:
    """Return the document that an invoice is written as."""
    return parse(file_of(invoice))


def file_of(invoice: Invoice) -> bytes:
    """Return the file that an invoice is written as."""
    return write_finvoice(
        invoice, message_id="M-1", timestamp=NOW, sender_intermediator=OPERATOR, receiver_intermediator=OPERATOR
    )


@cache
def schema() -> etree.XMLSchema:
    """Return the official Finvoice 3.0 schema."""
    return etree.XMLSchema(etree.parse(XSD))
