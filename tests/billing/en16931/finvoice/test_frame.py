"""Files cut into messages."""

import pytest

from billing.en16931.finvoice import Frame, framed, split
from billing.en16931.finvoice.frame import declared_encoding
from billing.en16931.finvoice.refusals import (
    BrokenMessage,
    EmptyFile,
    NotFinvoice,
    OtherEncoding,
    UnknownEncoding,
    UnreadableFinvoice,
)
from tests.billing.en16931.finvoice.samples import NOW

PLAIN = b"<Finvoice><A/></Finvoice>"
STYLED = (
    b'<?xml version="1.0" encoding="ISO-8859-15"?>\n<?xml-stylesheet type="text/xsl" href="Finvoice.xsl"?>\n' + PLAIN
)
FRAME = Frame(
    sender="S", sender_intermediator="SI", receiver="R", receiver_intermediator="RI", message_id="M-1", timestamp=NOW
)


def declared(encoding: str, text: str, codec: str) -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?><Finvoice>{text}</Finvoice>'.encode(codec)


class TestSplit:
    """Where one message ends and the next begins."""

    def test_gives_a_plain_document_as_it_is(self) -> None:
        (message,) = split(b"\n \n" + PLAIN + b"\n\x1a")
        assert (message.document, message.envelope, message.line, message.number) == (PLAIN, None, 3, 1)

    def test_keeps_the_declaration_before_a_stylesheet(self) -> None:
        assert split(STYLED)[0].document == STYLED

    @pytest.mark.parametrize("between", [b"", b"\n", b"\r\n\r\n", b"\xef\xbb\xbf"])
    def test_takes_envelope_and_document_apart_as_often_as_they_come(self, between: bytes) -> None:
        pair = framed(STYLED, FRAME)
        messages = split(pair + between + pair + between + pair)
        assert [message.document for message in messages] == [STYLED] * 3
        assert all(message.envelope and message.envelope.endswith(b"Envelope>") for message in messages)
        assert [message.number for message in messages] == [1, 2, 3]

    def test_counts_the_line_each_document_begins_in(self) -> None:
        data = framed(STYLED, FRAME) + b"\n" + framed(STYLED, FRAME)
        lines = data.split(b"\n")
        assert [lines[message.line - 1][:5] for message in split(data)] == [b"<?xml"] * 2

    def test_lets_messages_of_one_file_have_encodings_of_their_own(self) -> None:
        one, other = declared("ISO-8859-15", "ä€", "iso8859-15"), declared("UTF-8", "ä€", "utf-8")
        assert [message.document for message in split(one + b"\n" + other)] == [one, other]

    def test_isnt_misled_by_what_stands_in_comments_and_cdata(self) -> None:
        data = b"<Finvoice><!-- </Finvoice> --><A><![CDATA[<Finvoice >]]></A></Finvoice>"
        assert split(data)[0].document == data

    @pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\x00"])
    def test_refuses_an_empty_file(self, data: bytes) -> None:
        with pytest.raises(EmptyFile):
            split(data)

    @pytest.mark.parametrize(
        "data", [b"%PDF-1.7", b"<Invoice/>", b"<FinvoiceAck></FinvoiceAck>", "<Finvoice/>".encode("utf-16")]
    )
    def test_refuses_what_holds_no_finvoice(self, data: bytes) -> None:
        with pytest.raises(NotFinvoice):
            split(data)

    @pytest.mark.parametrize(
        ("data", "number", "line"),
        [
            (STYLED[:-3], 1, 3),
            (PLAIN + b"\n" + PLAIN[:-12], 2, 2),
            (PLAIN + b"\ntext", 2, 2),
            (b"<a:Envelope >\n</a:Envelope>\n", 1, 3),
            (b"<a:Envelope >\n" + PLAIN, 1, 2),
            (b"<Finvoice>\n<Finvoice></Finvoice></Finvoice>", 1, 2),
            (b"<Finvoice>\n<!-- ", 1, 2),
        ],
    )
    def test_says_which_message_breaks_off_and_in_which_line(self, data: bytes, number: int, line: int) -> None:
        with pytest.raises(BrokenMessage, match=rf"^Message {number} is damaged at line {line} ") as refusal:
            split(data)
        assert refusal.value.params["line"] == line

    def test_refuses_every_beginning_of_a_file(self) -> None:
        data = framed(STYLED, FRAME)
        for length in range(len(data)):
            with pytest.raises(UnreadableFinvoice):
                split(data[:length])


class TestEncoding:
    """The declared character set."""

    @pytest.mark.parametrize(
        ("encoding", "codec"),
        [("ISO-8859-15", "iso8859-15"), ("iso-8859-1", "iso8859-1"), ("Windows-1252", "cp1252"), ("utf-8", "utf-8")],
    )
    def test_may_be_what_finnish_senders_use(self, encoding: str, codec: str) -> None:
        assert split(declared(encoding, "Sähköyhtiö", codec))

    @pytest.mark.parametrize("encoding", ["UTF-7", "UTF-16", "EBCDIC-FI-SE", "zlib", "x"])
    def test_may_not_be_any_other(self, encoding: str) -> None:
        with pytest.raises(UnknownEncoding, match=encoding):
            split(declared(encoding, "a", "ascii"))

    def test_is_refused_where_it_is_really_utf_8(self) -> None:
        with pytest.raises(OtherEncoding, match=r"^Message 1, from line 1, says it is written in ISO-8859-15"):
            split(declared("ISO-8859-15", "Sähköyhtiö", "utf-8"))

    def test_is_utf_8_where_none_is_declared(self) -> None:
        assert declared_encoding(b'<?xml version="1.0"?><?xml-stylesheet encoding="x"?>') == "UTF-8"
