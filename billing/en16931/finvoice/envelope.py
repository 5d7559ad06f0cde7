"""The SOAP envelope (ebXML message header 2.0) in front of a Finvoice message, which says who sends it to whom."""

from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from billing.en16931.xmlsafe import parse

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
EBXML = "http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd"
XLINK = "http://www.w3.org/1999/xlink"
NAMESPACES = {"SOAP-ENV": SOAP, "eb": EBXML, "xlink": XLINK}
SCHEMA = "http://www.pankkiyhdistys.fi/verkkolasku/finvoice/finvoice.xsd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Who sends a message to whom: e-invoice addresses, their operators, the message's id (2 to 48 characters).

    What was read may lack any of them; `timestamp` is as written in the file, or the moment to write.
    """

    sender: str
    sender_intermediator: str
    receiver: str
    receiver_intermediator: str
    message_id: str
    timestamp: datetime | None = None


def framed(xml: bytes, frame: Frame) -> bytes:
    """Return a Finvoice message with its SOAP envelope in front, as banks take it (Finvoice guidelines 3.0, framing).

    The envelope has no XML declaration and is pure ASCII, so it can stand before a message of any encoding.
    """
    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap=NAMESPACES)
    _write_header(etree.SubElement(root, f"{{{SOAP}}}Header"), frame)
    body = etree.SubElement(root, f"{{{SOAP}}}Body")
    manifest = _part(body, "Manifest", {f"{{{EBXML}}}id": "Manifest", f"{{{EBXML}}}version": "2.0"})
    of_document = {f"{{{EBXML}}}id": "Finvoice", f"{{{XLINK}}}href": frame.message_id}
    reference = _part(manifest, "Reference", of_document)
    _part(reference, "Schema", {f"{{{EBXML}}}location": SCHEMA, f"{{{EBXML}}}version": "2.0"})
    return etree.tostring(root, pretty_print=True) + xml


def _write_header(header: etree._Element, frame: Frame) -> None:
    routing = _part(header, "MessageHeader", {f"{{{SOAP}}}mustUnderstand": "1", f"{{{EBXML}}}version": "2.0"})
    for direction, party, role in (
        ("From", frame.sender, "Sender"),
        ("From", frame.sender_intermediator, "Intermediator"),
        ("To", frame.receiver, "Receiver"),
        ("To", frame.receiver_intermediator, "Intermediator"),
    ):
        end = _part(routing, direction)
        _part(end, "PartyId").text = party
        _part(end, "Role").text = role
    for name, text in (("CPAId", "yoursandmycpa"), ("ConversationId", ""), ("Service", "Routing")):
        _part(routing, name).text = text
    _part(routing, "Action").text = "ProcessInvoice"
    data = _part(routing, "MessageData")
    _part(data, "MessageId").text = frame.message_id
    _part(data, "Timestamp").text = frame.timestamp.isoformat(timespec="seconds") if frame.timestamp else ""
    _part(data, "RefToMessageId")


def _part(parent: etree._Element, name: str, attributes: dict[str, str] | None = None) -> etree._Element:
    return etree.SubElement(parent, f"{{{EBXML}}}{name}", attributes or {})


def read_frame(envelope: bytes) -> Frame:
    """Return what an envelope says; empty texts where it says nothing.

    Raises:
        UnreadableXml: the envelope isn't well-formed or holds what the hardened parser refuses.
    """
    root = parse(envelope)
    ends = {
        (direction, _text(end, "Role")): _text(end, "PartyId")
        for direction in ("From", "To")
        for end in root.iter(f"{{{EBXML}}}{direction}")
    }
    return Frame(
        sender=ends.get(("From", "Sender"), ""),
        sender_intermediator=ends.get(("From", "Intermediator"), ""),
        receiver=ends.get(("To", "Receiver"), ""),
        receiver_intermediator=ends.get(("To", "Intermediator"), ""),
        message_id=_text(root, "MessageId"),
        timestamp=_moment(_text(root, "Timestamp")),
    )


def _text(element: etree._Element, name: str) -> str:
    found = element.find(f".//{{{EBXML}}}{name}")
    return (found.text or "").strip() if found is not None else ""


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
