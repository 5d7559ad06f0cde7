"""What people are told of a try that didn't succeed."""

import pytest

from billing.delivery.rules.troubles import Ending, what_happened

REFUSED = "ConnectionRefusedError: [Errno 111] Connection refused"


class TestWhatHappened:
    """`what_happened`."""

    @pytest.mark.parametrize(
        ("stage", "raw", "ending", "said"),
        [
            ("connect", REFUSED, "later", "The mail server couldn't be reached. It is tried again."),
            ("connect", REFUSED, "too_long", "The mail server couldn't be reached for three days."),
            ("login", "SMTPAuthenticationError: (535, b'no')", "later", "The mail server couldn't be reached. "),
            ("rcpt", "SMTPServerDisconnected: closed", "later", "The mail server couldn't be reached. "),
            ("mail", "530 sign in first", "later", "The mail server didn't take it. It is tried again."),
            ("rcpt", "450 greylisted", "later", "The address isn't taken now: 450 greylisted. It is tried again."),
            ("rcpt", "550 no such user", "final", "The address is refused: 550 no such user"),
            ("reply", "552 too large", "final", "The receiving mail server refused it: 552 too large"),
            ("folder", "OSError: No space left", "later", "The folder for e-invoices couldn't be written to. It is"),
            ("address", "not one", "final", "The address isn't an e-mail address."),
            ("write", "The buyer has no address.", "final", "It couldn't be sent: The buyer has no address."),
        ],
    )
    def test_is_a_sentence_with_the_others_words_only_where_they_are_about_the_receiver(
        self, stage: str, raw: str, ending: Ending, said: str
    ) -> None:
        assert str(what_happened(stage, raw, ending)).startswith(said)

    def test_never_shows_the_name_of_a_fault(self) -> None:
        stages = ("connect", "helo", "tls", "login", "mail", "rcpt", "data", "folder", "address", "build", "")
        assert not any("Error" in str(what_happened(stage, REFUSED, "later")) for stage in stages)
