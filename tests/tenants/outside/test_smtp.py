"""SMTP: what is surely done, what is surely not, and what nobody knows, for everything a server can do."""

import socket

import pytest
from factories.scripted_smtp import DATA, DOT, GREETING, HELO, MAIL, RCPT, Step, scripted_smtp
from factories.sink import free_port, mail_sink

from tenants.outside.outcome import Done, NotDone, Outcome, Unknown
from tenants.outside.smtp import NotAnSmtpUrl, Server, Smtp, bounce_address

MESSAGE = b"Subject: x\r\n\r\nbody\r\n"
SENDER, RECIPIENT = "laskut+1@kuusi.example", "talous@matkailu.example"
SECONDS = 0.3

# What the server does at a stage, and what is known of the mail then: it may be tried later, never, or nobody knows.
SCRIPTS: list[tuple[str, Step, str]] = [
    (GREETING, "close", "later"),
    (GREETING, "hang", "later"),
    (GREETING, b"554 not today\r\n", "later"),
    (HELO, "reset", "later"),
    (MAIL, b"421 too many\r\n", "later"),
    (MAIL, b"530 log in first\r\n", "later"),
    (MAIL, "close", "later"),
    (RCPT, b"450 greylisted\r\n", "later"),
    (RCPT, b"550 no such user\r\n", "never"),
    (RCPT, "hang", "later"),
    (DATA, b"451 try later\r\n", "later"),
    (DATA, "reset", "later"),
    (DOT, b"452 disk full\r\n", "later"),
    (DOT, b"554 refused\r\n", "never"),
    (DOT, "close", "nobody knows"),
    (DOT, "reset", "nobody knows"),
    (DOT, "hang", "nobody knows"),
    (DOT, b"what?\r\n", "nobody knows"),
    (DOT, b"250-half an ans", "nobody knows"),
]


def known_of(outcome: Outcome) -> str:
    """Return what is known of a mail that wasn't done."""
    assert not isinstance(outcome, Done)
    if isinstance(outcome, Unknown):
        return "nobody knows"
    return "never" if outcome.final else "later"


class TestSend:
    """`Smtp.send`."""

    @pytest.mark.parametrize(("stage", "step", "known"), SCRIPTS)
    def test_knows_what_became_of_the_mail(self, stage: str, step: Step, known: str) -> None:
        with scripted_smtp(**{stage: step}) as script:
            with Smtp(script.url, seconds=SECONDS, seconds_for_reply=SECONDS) as smtp:
                outcome = smtp.send(SENDER, RECIPIENT, MESSAGE)
            assert known_of(outcome) == known
            assert bool(script.bodies) is (stage == DOT)

    def test_returns_the_servers_own_words_as_receipt_and_as_reason(self) -> None:
        with scripted_smtp() as script, Smtp(script.url) as smtp:
            assert smtp.send(SENDER, RECIPIENT, MESSAGE) == Done("250 kept as 1")
        with scripted_smtp(rcpt=b"550 5.1.1 no such user\r\n") as script, Smtp(script.url) as smtp:
            assert smtp.send(SENDER, RECIPIENT, MESSAGE) == NotDone("550 5.1.1 no such user", final=True, stage="rcpt")

    def test_is_done_though_the_leave_taking_fails(self) -> None:
        with scripted_smtp() as script:
            with Smtp(script.url, seconds=SECONDS) as smtp:
                outcome = smtp.send(SENDER, RECIPIENT, MESSAGE)
                script.stopped.set()
            assert isinstance(outcome, Done)

    def test_knows_that_nobody_answered(self) -> None:
        with Smtp(f"smtp://127.0.0.1:{free_port()}", seconds=SECONDS) as smtp:
            outcome = smtp.send(SENDER, RECIPIENT, MESSAGE)
        assert isinstance(outcome, NotDone)
        assert (outcome.final, outcome.stage) == (False, "connect")

    def test_goes_on_over_the_same_connection_after_a_refusal(self) -> None:
        with mail_sink() as sink, Smtp(sink.url) as smtp:
            sink.answers[RECIPIENT] = "550 no such user"
            assert isinstance(smtp.send(SENDER, RECIPIENT, MESSAGE), NotDone)
            sink.answers.clear()
            assert all(isinstance(smtp.send(SENDER, RECIPIENT, MESSAGE), Done) for _ in range(3))
            assert (sink.connections, len(sink.mails)) == (1, 3)

    def test_connects_anew_when_the_server_had_closed_in_between(self) -> None:
        with mail_sink() as sink, Smtp(sink.url) as smtp:
            assert isinstance(smtp.send(SENDER, RECIPIENT, MESSAGE), Done)
            assert smtp._connection is not None
            assert smtp._connection.sock is not None
            smtp._connection.sock.shutdown(socket.SHUT_RDWR)
            assert isinstance(smtp.send(SENDER, RECIPIENT, MESSAGE), Done)
            assert (sink.connections, len(sink.mails)) == (2, 2)

    def test_holds_the_final_dot_back_for_no_receipt(self) -> None:
        with mail_sink() as sink, Smtp(sink.url) as smtp:
            smtp.send(SENDER, RECIPIENT, MESSAGE)
            assert smtp._connection is not None
            assert smtp._connection.sock is not None
            assert smtp._connection.sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

    def test_sends_lines_that_begin_with_a_dot_unharmed(self) -> None:
        content = b"Subject: x\r\n\r\n.one\r\n..two\r\n.\r\nthree"
        with mail_sink() as sink, Smtp(sink.url) as smtp:
            smtp.send(SENDER, RECIPIENT, content)
            assert sink.mails[0].content == content + b"\r\n"

    @pytest.mark.parametrize("address", ["x@y.example>\r\nRCPT TO:<a@b.example", "x y@z.example", ""])
    def test_says_nothing_to_the_server_for_what_isnt_an_address(self, address: str) -> None:
        with scripted_smtp() as script, Smtp(script.url) as smtp:
            outcome = smtp.send(SENDER, address, MESSAGE)
            assert isinstance(outcome, NotDone)
            assert outcome.final
            assert script.connections == 0

    def test_tells_no_password_to_a_server_without_encryption(self) -> None:
        with scripted_smtp() as script, Smtp(script.url.replace("//", "//me:secret@")) as smtp:
            outcome = smtp.send(SENDER, RECIPIENT, MESSAGE)
        assert isinstance(outcome, NotDone)
        assert not outcome.final
        assert not any(command.startswith(b"AUTH") for command in script.commands)


class TestServer:
    """`Server.of` and `bounce_address`."""

    def test_reads_who_we_are_and_where_it_is(self) -> None:
        server = Server.of("smtps://a%40b:p%3Aw@mail.example")
        assert (server.host, server.port, server.user, server.password) == ("mail.example", 465, "a@b", "p:w")

    @pytest.mark.parametrize("url", ["", "mail.example:25", "http://mail.example", "smtp://"])
    def test_refuses_another_kind_of_address(self, url: str) -> None:
        with pytest.raises(NotAnSmtpUrl):
            Server.of(url)

    def test_makes_an_address_that_bounces_come_back_to(self) -> None:
        assert bounce_address("laskut@kuusi.example", "ab") == "laskut+ab@kuusi.example"
