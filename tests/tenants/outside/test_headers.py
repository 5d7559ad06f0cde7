"""What of people's words may stand in a header."""

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.outside.headers import (
    NotAnAddress,
    UnsafeFileName,
    checked_file_name,
    clean_address,
    clean_header,
    encoded_words,
    file_name,
    mailbox,
)

HOSTILE = (
    "=?utf-8?q?Hi=0D=0ABcc=3A_x?=",
    "=?utf-8?b?SGkNCkJjYzogeA==?=",
    "==??utf-8?q?=0D=0A??==",
    "Kuusi\r\nBcc: x@y.example",
    "Kuusi\n\n<html>",
    "Kuusi\x00\x1b[2J\x85\u2028Bcc: x\u2029",
    "Kuusi\u202egpj.exe\u200b\ufeff",
)


class TestCleanHeader:
    """`clean_header`."""

    @pytest.mark.parametrize("text", HOSTILE)
    def test_leaves_one_line_that_nothing_decodes_into_more(self, text: str) -> None:
        clean = clean_header(text)
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u202e\ufeff]", clean)
        assert "=?" not in clean
        assert "?=" not in clean

    @given(st.text())
    def test_holds_for_any_text(self, text: str) -> None:
        clean = clean_header(text)
        assert len(clean) <= 200
        assert len(clean.splitlines()) <= 1
        assert "=?" not in clean
        clean.encode()

    def test_composes_letters_and_cuts_at_two_hundred(self) -> None:
        assert clean_header("a\u0308") == "ä"
        assert len(clean_header("x" * 300)) == 200

    def test_leaves_names_of_people_alone(self) -> None:
        assert clean_header("Åsa Øst & Söner – 50 % = ½?") == "Åsa Øst & Söner – 50 % = ½?"


class TestCleanAddress:
    """`clean_address`."""

    @pytest.mark.parametrize("text", ["talous@matkailu.example", "a.b+c@x-y.example", "o'neil@x.example"])
    def test_takes_usual_addresses(self, text: str) -> None:
        assert clean_address(text) == text

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "a",
            "a@b@c.example",
            "a b@x.example",
            "a@x.example\r\nRCPT TO:<b@y.example>",
            "a@x.example>",
            "<a@x.example>",
            "=?utf-8?q?a?=@x.example",
            "ä@x.example",
            "a@x..example",
            "a@-x.example",
            "a@x.example,b@y.example",
            '"a b"@x.example',
            "a" * 65 + "@x.example",
            "a@" + "x" * 260,
            "a@\ud800.example",
        ],
    )
    def test_refuses_everything_else(self, text: str) -> None:
        with pytest.raises(NotAnAddress):
            clean_address(text)


class TestFileName:
    """`checked_file_name` and `file_name`."""

    @pytest.mark.parametrize("name", ["", ".bashrc", "a/b.pdf", 'a".pdf', "a\r\n.pdf", "ä.pdf", "a b.pdf", "a" * 101])
    def test_refuses_names_of_another_pattern(self, name: str) -> None:
        with pytest.raises(UnsafeFileName):
            checked_file_name(name)

    @given(st.text())
    def test_makes_a_safe_name_of_any_number(self, number: str) -> None:
        assert re.fullmatch(r"invoice[A-Za-z0-9_-]*\.pdf", file_name("invoice", number, "pdf"))


class TestMailbox:
    """`mailbox` and `encoded_words`."""

    def test_quotes_what_would_be_a_comment_or_a_list(self) -> None:
        assert mailbox("Kuusi, Oy (Ab); <x>", "a@x.example") == '"Kuusi, Oy (Ab); <x>" <a@x.example>'

    def test_writes_the_address_alone_when_nothing_of_the_name_is_left(self) -> None:
        assert mailbox("\u200b\r\n", "a@x.example") == "a@x.example"

    @given(st.text(min_size=1).filter(lambda text: text.isprintable()))
    def test_cuts_encoded_words_between_characters(self, text: str) -> None:
        words = encoded_words(text).split("\r\n ")
        assert all(len(word) <= 75 for word in words)
        assert "".join(base64.b64decode(word[10:-2]).decode() for word in words) == text
