"""The namespaces of UBL 2.1 and the identifiers of Peppol BIS Billing 3."""

from functools import cache

from lxml import etree

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
CBC = f"{{{UBL}CommonBasicComponents-2}}"
CAC = f"{{{UBL}CommonAggregateComponents-2}}"
INVOICE = f"{{{UBL}Invoice-2}}Invoice"
CREDIT_NOTE = f"{{{UBL}CreditNote-2}}CreditNote"

BILLING_SPECIFICATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"  # PEPPOL R004
BILLING_PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"  # PEPPOL R007

PROJECT = "50"  # UNTDID 1001: the project reference of a credit note (BT-11) among the document references
OBJECT = "130"  # UNTDID 1001: the invoiced object (BT-18, BT-128)


def is_ubl(root: etree._Element) -> bool:
    """Return whether a root element is a UBL Invoice or CreditNote."""
    return root.tag in {INVOICE, CREDIT_NOTE}


@cache
def path(short: str) -> str:
    """Return a path such as `cac:Party/cbc:EndpointID` with the namespaces written out, as lxml finds it fastest."""
    return short.replace("cbc:", CBC).replace("cac:", CAC)


@cache
def steps(short: str) -> tuple[str, ...]:
    """Return the tags along a path such as `cac:Party/cbc:EndpointID`, with the namespaces written out."""
    return tuple(path(step) for step in short.split("/"))
