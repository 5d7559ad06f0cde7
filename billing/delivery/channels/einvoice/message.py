"""The bytes of one sending: an e-invoice as it goes to the operator."""

from billing.delivery.channels.parcels import EinvoiceParcel
from billing.en16931.conversion import UNKNOWN_OPERATOR
from billing.en16931.finvoice import Frame, framed


def message_of(parcel: EinvoiceParcel, xml: bytes) -> bytes:
    """Return UBL as it is, and Finvoice behind its SOAP envelope, the same bytes in every try of a delivery.

    Finvoice's message identifier is fresh for every sending (guidelines 3.0), so the document's, which is made of its
    invoice's id, gives way to the delivery's; nothing else of what was checked is touched.
    """
    if parcel.syntax == "ubl":
        return xml
    frame = Frame(
        sender=parcel.sender,
        sender_intermediator=parcel.sender_operator or UNKNOWN_OPERATOR,
        receiver=parcel.receiver,
        receiver_intermediator=parcel.receiver_operator or UNKNOWN_OPERATOR,
        message_id=parcel.delivery_id.hex,
        timestamp=parcel.queued_at,
    )
    return framed(_for_this_sending(parcel, xml), frame)


def _for_this_sending(parcel: EinvoiceParcel, xml: bytes) -> bytes:
    element = "<MessageIdentifier>{}</MessageIdentifier>"
    own, fresh = element.format(parcel.document_message_id), element.format(parcel.delivery_id.hex)
    return xml.replace(own.encode("ascii"), fresh.encode("ascii"), 1)
