"""What mail servers send back: read as they write it, and safe where somebody else does."""

import pytest

from tenants.outside.bounces import LIMIT, BounceTooLarge, NotABounce, NoToken, read_bounce

TOKEN = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
REPORT = """\
From: MAILER-DAEMON@relay.example
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; talous@matkailu.example
{fields}

--b
Content-Type: text/rfc822-headers

From: laskut@kuusi.example
Message-ID: <{id}@kuusi.example>

--b--
"""
FAILED = "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such\n user"
VERP = f"laskut+{TOKEN}@kuusi.example"


def report(fields: str = FAILED, *, to: str = VERP, id_: str = "f" * 32) -> bytes:
    return REPORT.format(to=to, fields=fields, id=id_).encode()


class TestReadBounce:
    """`read_bounce`."""

    def test_tells_whose_mail_came_back_with_which_code_and_words(self) -> None:
        bounce = read_bounce(report())
        assert (bounce.token, bounce.status, bounce.said) == (TOKEN, "5.1.1", "550 5.1.1 no such user")
        assert bounce.is_final

    def test_finds_the_mail_by_its_own_id_where_the_address_lost_the_token(self) -> None:
        assert read_bounce(report(to="laskut@kuusi.example", id_=TOKEN)).token == TOKEN

    @pytest.mark.parametrize(
        ("fields", "is_final"),
        [
            ("Action: delayed\nStatus: 4.4.1", False),
            ("Action: delivered\nStatus: 2.0.0", False),
            ("Status: 4.2.2", False),
            ("Status: 5.2.1", True),
            ("Action: failed\nStatus: 4.4.7", True),
        ],
    )
    def test_knows_what_is_over_from_what_is_late(self, fields: str, is_final: bool) -> None:  # noqa: FBT001  a case
        assert read_bounce(report(fields)).is_final == is_final

    def test_takes_the_recipient_that_it_failed_for(self) -> None:
        fields = "Action: relayed\n\nFinal-Recipient: rfc822; b@x.example\nAction: failed\nStatus: 5.7.1"
        assert read_bounce(report(fields)).status == "5.7.1"

    def test_keeps_hostile_words_short_and_on_one_line(self) -> None:
        words = "x" * 5000 + "\x1b[31m\x00"
        said = read_bounce(report(f"Action: failed\nStatus: 5.0.0 x\nDiagnostic-Code: smtp; {words}")).said
        assert len(said) <= 300
        assert said.isprintable()

    @pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"Subject: hello\n\nHow are you?", b"To: a\r\n" * 50_000])
    def test_refuses_what_is_no_notification(self, data: bytes) -> None:
        with pytest.raises(NotABounce):
            read_bounce(data)

    def test_refuses_parts_nested_without_end(self) -> None:
        nested = b"Content-Type: message/rfc822\n\n" * 5000
        many = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(2000))
        for data in (nested, many):
            with pytest.raises(NotABounce):
                read_bounce(data)

    def test_refuses_what_names_no_mail_of_ours(self) -> None:
        with pytest.raises(NoToken):
            read_bounce(report(to="laskut@kuusi.example", id_="x"))

    def test_refuses_what_is_too_large(self) -> None:
        with pytest.raises(BounceTooLarge):
            read_bounce(b"x" * (LIMIT + 1))
