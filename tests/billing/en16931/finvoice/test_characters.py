"""Texts in ISO-8859-15."""

import pytest

from billing.en16931.finvoice.characters import one_line, paragraphs, pieces, plain

LATIN_9 = bytes([*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]).decode("iso8859-15")


class TestPlain:
    """Letters and signs."""

    def test_leaves_everything_the_character_set_has(self) -> None:
        assert plain(LATIN_9) == LATIN_9

    @pytest.mark.parametrize(("text", "expected"), [("“a”", '"a"'), ("a…", "a..."), ("–", "-"), ("a\u200bb", "ab")])
    def test_makes_typographic_signs_plain(self, text: str, expected: str) -> None:
        assert plain(text) == expected

    def test_composes_letters_that_come_in_two_parts(self) -> None:
        assert plain("a\u0308iti") == "äiti"

    def test_keeps_letters_that_have_no_neighbour(self) -> None:
        assert plain("Łódź 京") == "Łódź 京"

    def test_drops_what_no_xml_may_contain(self) -> None:
        assert plain("a\x00\x0b\ud800\uffffb") == "ab"


class TestOneLine:
    """Blanks."""

    def test_makes_one_blank_of_tabs_breaks_and_hard_blanks(self) -> None:
        assert one_line(" a\t\tb\r\n c\u00a0d ") == "a b c d"


class TestPieces:
    """Long texts."""

    def test_joined_by_blanks_give_the_text_back(self) -> None:
        text = "Ateljén är stängd i juli men nätbutiken är öppen hela sommaren"
        for length in range(10, 80):
            parts = pieces(text, length)
            assert " ".join(parts) == text
            assert max(map(len, parts)) <= length

    def test_cut_a_word_that_is_longer_than_a_piece(self) -> None:
        assert pieces("x" * 25, 10) == ("x" * 10, "x" * 10, "x" * 5)

    def test_of_nothing_are_none(self) -> None:
        assert pieces(" \n ", 10) == ()


class TestParagraphs:
    """Texts of several lines."""

    def test_keep_the_lines_of_a_text_apart(self) -> None:
        assert paragraphs("one two\n\n three", 5) == ("one", "two", "three")
