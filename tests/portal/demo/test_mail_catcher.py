"""The mail catcher, by real SMTP and real HTTP."""

import http.client
import smtplib
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest

from portal.demo.mail_catcher import MailCatcher

HOSTILE = (
    b"From: =?utf-8?q?=3Cscript=3Ealert=281=29=3C/script=3E?= <a@b.example>\r\n"
    b"To: x@y.example\r\n"
    b"Subject: =?nonsense?q?<img src=x onerror=alert(1)>?=\r\n"
    b"MIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="cut"\r\n\r\n'
    b"--cut\r\nContent-Type: text/plain; charset=no-such\r\n\r\n"
    b"</pre><script>alert(2)</script> http://evil.example/ \xff\r\n"
    b"--cut\r\nContent-Type: text/html\r\n\r\n<script>alert(3)</script><img src='http://evil.example/pixel'>\r\n"
    b'--cut\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename="../../a\\"b<script>.html"\r\n\r\n'
    b"<script>alert(4)</script>\r\n"
    b"--cut--\r\n"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the pages answered."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode()


@dataclass(frozen=True, slots=True)
class Open:
    """A catcher at work, with its ports and folder."""

    folder: Path
    smtp_port: int
    web_port: int

    def get(self, path: str, host: str = "localhost") -> Answer:
        """Return the answer to a request for a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.web_port, timeout=10)
        connection.request("GET", path, headers={"Host": f"{host}:{self.web_port}"})
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer

    def send(self, content: bytes, recipients: tuple[str, ...] = ("buyer@post.example",)) -> None:
        """Send a mail by SMTP."""
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=10) as smtp:
            smtp.sendmail("bounces@kuusi.example", recipients, content)

    def newest(self) -> str:
        """Return the path of the mail that came last."""
        return f"/mails/{max(file.stem for file in self.folder.glob('*.eml'))}"


def free_port() -> int:
    """Return a port that nobody listened at a moment ago."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@pytest.fixture
def catcher(tmp_path: Path) -> Iterator[Open]:
    """Return a catcher that listens."""
    opened = Open(tmp_path / "mails", free_port(), free_port())
    with MailCatcher(opened.folder, smtp_port=opened.smtp_port, web_port=opened.web_port):
        yield opened


def an_invoice_mail() -> bytes:
    """Return a mail as we send them."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "Saunakivi Oy <laskut@kuusi.example>", "Buyer <buyer@post.example>"
    mail["Subject"] = "Lasku 100001, eräpäivä 7.12."
    mail.set_content("Hei!\nSee http://localhost:8000/invitation/ab_C-1 and http://evil.example/x\n")
    mail.add_attachment(b"%PDF-1.7 ...", maintype="application", subtype="pdf", filename="lasku-100001.pdf")
    return mail.as_bytes()


class TestMailCatcher:
    def test_lists_a_mail_with_its_subject_and_who_it_was_for(self, catcher: Open) -> None:
        catcher.send(an_invoice_mail(), ("buyer@post.example", "second@post.example"))
        page = catcher.get("/").text
        assert "1 mail<" in page
        assert "Lasku 100001, eräpäivä 7.12." in page
        assert "to buyer@post.example, second@post.example" in page

    def test_says_what_an_empty_list_will_hold(self, catcher: Open) -> None:
        assert "Mails that Samla sends will be listed here" in catcher.get("/").text

    def test_shows_the_text_and_links_to_this_machine_only(self, catcher: Open) -> None:
        catcher.send(an_invoice_mail())
        page = catcher.get(catcher.newest()).text
        assert '<a href="http://localhost:8000/invitation/ab_C-1">' in page
        assert 'href="http://evil.example' not in page

    def test_hands_out_an_attachment_as_a_file_to_keep(self, catcher: Open) -> None:
        catcher.send(an_invoice_mail())
        answer = catcher.get(f"{catcher.newest()}/attachments/1")
        assert answer.body == b"%PDF-1.7 ..."
        assert answer.headers["Content-Disposition"] == 'attachment; filename="lasku-100001.pdf"'
        assert catcher.get(f"{catcher.newest()}/attachments/2").status == 404

    def test_keeps_the_mail_as_it_came_behind_its_envelope(self, catcher: Open) -> None:
        sent = an_invoice_mail().replace(b"\n", b"\r\n")
        catcher.send(sent)
        source = catcher.get(f"{catcher.newest()}/source").body
        assert source == b"Return-Path: <bounces@kuusi.example>\r\nDelivered-To: buyer@post.example\r\n" + sent

    def test_still_shows_a_mail_after_a_new_start(self, catcher: Open) -> None:
        catcher.send(an_invoice_mail())
        port = free_port()
        with MailCatcher(catcher.folder, smtp_port=free_port(), web_port=port):
            assert "Lasku 100001" in Open(catcher.folder, 0, port).get("/").text

    def test_lists_the_newest_first(self, catcher: Open) -> None:
        for name in ("first", "second", "third"):
            catcher.send(f"Subject: {name}\r\n\r\n.\r\n".encode())
        page = catcher.get("/").text
        assert page.index("third") < page.index("second") < page.index("first")


class TestHostileMail:
    @pytest.fixture
    def hostile(self, catcher: Open) -> Open:
        """Return a catcher that caught a mail of somebody who means harm."""
        catcher.send(HOSTILE)
        return catcher

    def test_is_shown_as_text_in_the_list_and_alone(self, hostile: Open) -> None:
        for path in ("/", hostile.newest()):
            page = hostile.get(path)
            assert page.status == 200
            assert "<script" not in page.text
            assert "<img" not in page.text

    def test_may_run_and_fetch_nothing(self, hostile: Open) -> None:
        headers = hostile.get(hostile.newest()).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "allow-scripts" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"

    def test_hands_out_its_html_as_bytes_under_a_tame_name(self, hostile: Open) -> None:
        answer = hostile.get(f"{hostile.newest()}/attachments/1")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="a-b-script-.html')

    @pytest.mark.parametrize("path", ["/mails/../keys", "/mails/%2e%2e%2fkeys", "/mails/x", "/mails/x/source", "/no"])
    def test_reaches_no_other_file(self, hostile: Open, path: str) -> None:
        (hostile.folder.parent / "keys.eml").write_text("secret")
        assert hostile.get(path).status == 404

    def test_is_not_read_through_another_name_of_this_machine(self, hostile: Open) -> None:
        assert hostile.get("/", host="rebound.evil.example").status == 400

    @pytest.mark.parametrize(
        "content",
        [b"", b"\r\n", b"\x00\xff\xfe", b"Content-Type: multipart/mixed\r\n\r\nno parts", b"Subject: \xe4\r\n"],
    )
    def test_is_shown_however_broken_it_is(self, hostile: Open, content: bytes) -> None:
        hostile.send(content)
        assert hostile.get("/").status == 200
        assert hostile.get(hostile.newest()).status == 200
