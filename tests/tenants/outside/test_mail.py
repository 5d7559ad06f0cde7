"""Mails: nothing that people typed becomes a header, and what a reader sees is what was meant."""

from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from random import Random

import pytest

from tenants.outside.headers import NotAnAddress, UnsafeFileName
from tenants.outside.mail import Attachment, Mail, MailNotBuilt, build_mail

PLAIN = Mail(
    message_id="0a1b@kuusi.example",
    sent_at=datetime(2026, 11, 23, 10, 4, tzinfo=UTC),
    sender="laskut@kuusi.example",
    recipient="talous@matkailu.example",
    subject="Lasku 20260412",
    text="Hei,\nlasku on liitteenä.\n",
)
PDF = Attachment("lasku-1.pdf", "application/pdf", bytes(range(256)) * 100)
NAMES = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]
HOSTILE = (
    "=?utf-8?q?Hi=0D=0ABcc=3A_x?=",
    "=?utf-8?b?SGkNCg0KYm9keQ==?=",
    "x\r\nBcc: evil@x.example",
    "x\r\n\r\nbody",
    'x" <evil@x.example>, "y',
    "x\u2028Bcc: evil@x.example",
    "x\x00\ud800",
    "\\",
    '\\"',
    "--=_mixed_",
)
SIGNS = ["\r", "\n", "=?", "?=", "utf-8?q?", "=0D=0A", "Bcc: a@b.example", '"', "\\", "<", ">", ",", "ä", "\u2028", " "]


def read(written: bytes) -> EmailMessage:
    """Return a mail as a mail program reads it."""
    message = BytesParser(policy=policy.default).parsebytes(written)
    assert isinstance(message, EmailMessage)
    return message


def hostile(text: str) -> Mail:
    """Return a mail with a text in every field that people fill."""
    return replace(PLAIN, subject=text, sender_name=text, recipient_name=text, text=text, html=text)


class TestBuildMail:
    """`build_mail`."""

    def test_reads_as_it_was_meant(self) -> None:
        mail = replace(
            PLAIN,
            sender_name="Kärki & Kuusi Oy",
            recipient_name='Matkailu "Lumi" Oy',
            reply_to="vastaus@kuusi.example",
            subject="Lasku 20260412 – Kärki & Kuusi Oy",
            html="<p>Hei</p>",
            attachments=(PDF,),
        )
        message = read(build_mail(mail))
        assert message["Subject"] == mail.subject
        assert message["From"].addresses[0].display_name == "Kärki & Kuusi Oy"
        assert message["To"].addresses[0].display_name == 'Matkailu "Lumi" Oy'
        assert message["Reply-To"] == "vastaus@kuusi.example"
        assert message["Date"].datetime == mail.sent_at
        plain, html = message.get_body(("plain",)), message.get_body(("html",))
        assert plain
        assert html
        assert plain.get_content() == mail.text.replace("\n", "\r\n")
        assert html.get_content().strip() == "<p>Hei</p>"
        (attached,) = message.iter_attachments()
        assert (attached.get_filename(), attached.get_content_type()) == ("lasku-1.pdf", "application/pdf")
        assert attached.get_content() == PDF.content

    def test_says_that_a_machine_wrote_it_and_names_nobody_else(self) -> None:
        message = read(build_mail(PLAIN))
        assert message["Auto-Submitted"] == "auto-generated"
        assert message.keys() == [*NAMES, "Content-Transfer-Encoding"]

    def test_is_the_same_every_time_so_that_a_second_try_is_the_same_mail(self) -> None:
        mail = replace(PLAIN, attachments=(PDF,))
        assert build_mail(mail) == build_mail(mail)

    @pytest.mark.parametrize("text", HOSTILE)
    def test_lets_no_text_become_a_header(self, text: str) -> None:
        written = build_mail(replace(hostile(text), attachments=(PDF,)))
        message = read(written)
        assert message.keys() == NAMES
        assert [each.addr_spec for each in message["To"].addresses] == [PLAIN.recipient]
        assert [each.addr_spec for each in message["From"].addresses] == [PLAIN.sender]
        assert [part.get_content_type() for part in message.walk()] == [
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "application/pdf",
        ]

    @pytest.mark.parametrize("text", HOSTILE)
    def test_stays_safe_when_a_mail_program_writes_it_anew(self, text: str) -> None:
        """Python 3.11.7 decodes an encoded word and writes what was inside; nothing may be inside."""
        again = read(read(build_mail(hostile(text))).as_bytes())
        assert again.keys() == NAMES

    def test_survives_two_thousand_random_mixtures_of_hostile_signs(self) -> None:
        rng = Random(20261122)  # noqa: S311  a seed to repeat it by
        for _ in range(2_000):
            text = "".join(rng.choices(SIGNS, k=rng.randint(1, 12)))
            message = read(build_mail(replace(hostile(text), html=None)))
            assert message.keys() == [*NAMES, "Content-Transfer-Encoding"], text
            assert [each.addr_spec for each in message["To"].addresses] == [PLAIN.recipient], text

    @pytest.mark.parametrize("field", ["sender", "recipient", "reply_to"])
    @pytest.mark.parametrize("address", ["x@y.example\r\nBcc: a@b.example", "=?utf-8?q?x?=@y.example", "not one"])
    def test_refuses_what_isnt_an_address(self, field: str, address: str) -> None:
        with pytest.raises(NotAnAddress):
            build_mail(replace(PLAIN, **{field: address}))

    @pytest.mark.parametrize("name", ['a".pdf', "a\r\nX: y.pdf", "../a.pdf", "=?utf-8?q?a?=.pdf", ""])
    def test_refuses_file_names_that_arent_of_our_pattern(self, name: str) -> None:
        with pytest.raises(UnsafeFileName):
            build_mail(replace(PLAIN, attachments=(replace(PDF, name=name),)))

    def test_refuses_a_media_type_or_an_id_with_a_line_in_it(self) -> None:
        with pytest.raises(MailNotBuilt):
            build_mail(replace(PLAIN, attachments=(replace(PDF, media_type="a/b\r\nX: y"),)))
        with pytest.raises(MailNotBuilt):
            build_mail(replace(PLAIN, message_id="a@b\r\nX: y"))
