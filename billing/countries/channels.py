"""What may go by which channel to whom: the words the countries' rules speak in."""

from typing import Literal

# A letter is printed and posted by somebody else; what is printed here is handed over by a person.
Channel = Literal["einvoice", "email", "letter", "print", "portal"]
Recipient = Literal["business", "consumer", "public_body"]
DocumentKind = Literal["invoice", "credit_note", "interest_invoice", "reminder", "collection_warning", "statement"]
BuyerNeed = Literal["buyer_reference", "einvoice_address"]

BILLS: frozenset[DocumentKind] = frozenset({"invoice", "credit_note", "interest_invoice"})
ANY_CHANNEL: tuple[Channel, ...] = ("einvoice", "email", "letter", "print", "portal")
NOT_EINVOICE: tuple[Channel, ...] = ("email", "letter", "print", "portal")
ON_PAPER: tuple[Channel, ...] = ("letter", "print")


def usual_channels(document: DocumentKind, recipient: Recipient) -> tuple[Channel, ...]:
    """Return the channels that the four countries agree on.

    A public body takes bills as e-invoices only (directive 2014/55/EU and the national acts). E-invoices carry
    bills; a statement or a reminder isn't one in EN 16931. A collection warning goes on paper: the statutes say
    "in writing", and where they have become neutral to the medium wasn't confirmed.

    >>> usual_channels("invoice", "public_body"), usual_channels("collection_warning", "consumer")
    (('einvoice',), ('letter', 'print'))
    """
    if document == "collection_warning":
        return ON_PAPER
    if document not in BILLS:
        return NOT_EINVOICE
    return ("einvoice",) if recipient == "public_body" else ANY_CHANNEL


def usual_needs(recipient: Recipient) -> frozenset[BuyerNeed]:
    """Return what an invoice to a recipient can't do without in all four countries.

    A public body needs an address to send the e-invoice to and its own reference (BT-10; Peppol R003 accepts an
    order reference instead).

    >>> sorted(usual_needs("public_body")), usual_needs("business")
    (['buyer_reference', 'einvoice_address'], frozenset())
    """
    return frozenset({"buyer_reference", "einvoice_address"}) if recipient == "public_body" else frozenset()
