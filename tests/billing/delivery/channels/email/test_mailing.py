"""The mail of an invoice."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from uuid import UUID

import pytest
from factories.sink import mail_sink

from billing.attachments.rules.outgoing import Enclosed
from billing.delivery.channels import EmailParcel, Outside, open_channel
from billing.delivery.channels.email.mailing import mail_of
from billing.delivery.channels.email.wording import subject_of, text_of
from tenants.kernel.ids import DeliveryId
from tenants.kernel.language import Language
from tenants.outside.mail import build_mail
from tenants.outside.outcome import Done, NotDone, Unknown

FROM = "laskut@tilitoimisto.example"
PARCEL = EmailParcel(
    delivery_id=DeliveryId(UUID("0a1b0000-0000-4000-8000-000000000001")),
    queued_at=datetime(2026, 11, 23, 10, 4, tzinfo=UTC),
    recipient="talous@matkailu.example",
    recipient_name="Matkailu Oy",
    seller_name="Kuusi Keramiikka Oy",
    reply_to="laskut@kuusi.example",
    language="fi",
    number="20260412",
    is_credit_note=False,
    total=Decimal("1107.80"),
    currency="EUR",
    due_on=date(2026, 12, 7),
    file_name="invoice-20260412.pdf",
    pdf=b"%PDF-1.7",
)


class TestMailing:
    """The channel."""

    def test_sends_from_the_installation_in_the_sellers_name_and_answers_go_to_the_seller(self) -> None:
        with mail_sink() as sink, open_channel("email", Outside(sink.url, FROM, None)) as channel:  # type: ignore[arg-type]  # no folder needed
            assert isinstance(channel.send(PARCEL), Done)
            (mail,) = sink.mails
        message = mail.message
        assert message["From"] == f"Kuusi Keramiikka Oy <{FROM}>"
        assert message["Reply-To"] == "laskut@kuusi.example"
        assert message["Message-ID"] == "<0a1b0000000040008000000000000001@tilitoimisto.example>"
        (attached,) = message.iter_attachments()
        assert (attached.get_filename(), attached.get_content()) == ("invoice-20260412.pdf", b"%PDF-1.7")

    def test_has_bounces_come_back_to_the_delivery(self) -> None:
        with mail_sink() as sink, open_channel("email", Outside(sink.url, FROM, None)) as channel:  # type: ignore[arg-type]  # no folder needed
            channel.send(PARCEL)
            assert sink.mails[0].sender == "laskut+0a1b0000000040008000000000000001@tilitoimisto.example"

    def test_says_that_nobody_knows_of_a_mail_that_was_interrupted(self) -> None:
        with open_channel("email", Outside("smtp://127.0.0.1:9", FROM, None)) as channel:  # type: ignore[arg-type]  # no folder needed
            assert isinstance(channel.look_up(PARCEL), Unknown)
            assert channel.at_once == 1

    def test_never_sends_to_what_isnt_an_address(self) -> None:
        with mail_sink() as sink, open_channel("email", Outside(sink.url, FROM, None)) as channel:  # type: ignore[arg-type]  # no folder needed
            outcome = channel.send(replace(PARCEL, recipient="a@x.example\r\nBcc: b@y.example"))
            assert isinstance(outcome, NotDone)
            assert outcome.final
            assert sink.mails == []

    def test_keeps_a_hostile_seller_and_customer_in_their_places(self) -> None:
        hostile = "=?utf-8?q?Hi=0D=0ABcc=3A_x?=\r\nBcc: evil@x.example"
        written = build_mail(
            mail_of(replace(PARCEL, seller_name=hostile, recipient_name=hostile, number=hostile), FROM)
        )
        message = BytesParser(policy=policy.default).parsebytes(written)
        assert isinstance(message, EmailMessage)
        assert "Bcc" not in message


class TestWording:
    """`subject_of` and `text_of`."""

    @pytest.mark.parametrize(
        ("language", "subject", "total", "due"),
        [
            ("fi", "Lasku 20260412, Kuusi Keramiikka Oy", "1\u00a0107,80 EUR", "7.12.2026"),
            ("sv", "Faktura 20260412 från Kuusi Keramiikka Oy", "1\u00a0107,80 EUR", "2026-12-07"),
            ("nb", "Faktura 20260412 fra Kuusi Keramiikka Oy", "1\u00a0107,80 EUR", "07.12.2026"),
            ("da", "Faktura 20260412 fra Kuusi Keramiikka Oy", "1.107,80 EUR", "07.12.2026"),
            ("en", "Invoice 20260412 from Kuusi Keramiikka Oy", "1,107.80 EUR", "7 Dec 2026"),
        ],
    )
    def test_speak_the_customers_language(self, language: Language, subject: str, total: str, due: str) -> None:
        parcel = replace(PARCEL, language=language)
        assert subject_of(parcel) == subject
        assert total in text_of(parcel)
        assert due in text_of(parcel)

    @pytest.mark.parametrize(
        ("language", "word"),
        [("fi", "Liitteet"), ("sv", "Bilagor"), ("nb", "Vedlegg"), ("da", "Bilag"), ("en", "Attachments")],
    )
    def test_name_what_goes_along(self, language: Language, word: str) -> None:
        enclosed = tuple(Enclosed(name, "application/pdf", b"%PDF-1.7", name) for name in ("a.pdf", "b.pdf"))
        parcel = replace(PARCEL, language=language)
        assert f"\n\n{word}: a.pdf, b.pdf\n\n" in text_of(replace(parcel, enclosed=enclosed))
        assert f"{word}:" not in text_of(parcel)

    def test_ask_nobody_to_pay_a_credit_note(self) -> None:
        parcel = replace(PARCEL, is_credit_note=True)
        assert subject_of(parcel).startswith("Hyvityslasku 20260412")
        assert "7.12.2026" not in text_of(parcel)
