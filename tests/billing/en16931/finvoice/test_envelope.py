"""The SOAP envelope."""

from datetime import datetime

import pytest
from lxml import etree

from billing.en16931.finvoice import Frame, framed, read_frame, split
from billing.en16931.xmlsafe import HasDoctype
from tests.billing.en16931.finvoice.samples import EXAMPLES, NOW, needs_corpora

FRAME = Frame(
    sender="003791234565", sender_intermediator="DABAFIHH", receiver="Kuusi & Ålö",
    receiver_intermediator="003721291126",
    message_id="20260301/7", timestamp=NOW,
)  # fmt: skip
DOCUMENT = b"<Finvoice></Finvoice>"


class TestFramed:
    """The envelope as written."""

    def test_is_read_back_as_it_was_given(self) -> None:
        (message,) = split(framed(DOCUMENT, FRAME))
        assert read_frame(message.envelope or b"") == FRAME

    def test_stands_before_the_untouched_document_without_declaration_and_in_ascii(self) -> None:
        data = framed(DOCUMENT, FRAME)
        assert data.startswith(b"<SOAP-ENV:Envelope ")
        assert data.endswith(b"</SOAP-ENV:Envelope>\n" + DOCUMENT)
        assert data.isascii()

    def test_names_sender_and_receiver_before_their_operators(self) -> None:
        root = etree.fromstring(framed(b"", FRAME))
        roles = [(element.getparent().tag.partition("}")[2], element.text) for element in root.iter("{*}Role")]
        assert roles == [("From", "Sender"), ("From", "Intermediator"), ("To", "Receiver"), ("To", "Intermediator")]

    def test_refers_to_the_message_by_its_id(self) -> None:
        (reference,) = etree.fromstring(framed(b"", FRAME)).iter("{*}Reference")
        assert reference.get("{http://www.w3.org/1999/xlink}href") == "20260301/7"


class TestReadFrame:
    """The envelope as read."""

    @needs_corpora
    def test_reads_the_envelope_of_another_sender(self) -> None:
        data = next(path for path in EXAMPLES if "SOAP" in path.name).read_bytes()
        frame = read_frame(split(data)[0].envelope or b"")
        assert (frame.sender, frame.receiver, frame.message_id) == ("003721291126", "003721291126", "20130134/1")
        assert frame.timestamp == datetime(2019, 3, 29, 12)  # noqa: DTZ001  the sender gives no zone

    def test_leaves_empty_what_an_envelope_doesnt_say(self) -> None:
        assert read_frame(b"<Envelope/>") == Frame(
            sender="", sender_intermediator="", receiver="", receiver_intermediator="", message_id="", timestamp=None
        )

    def test_refuses_a_document_type(self) -> None:
        with pytest.raises(HasDoctype):
            read_frame(b"<!DOCTYPE Envelope><Envelope/>")
