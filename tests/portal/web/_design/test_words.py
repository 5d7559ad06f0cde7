"""Words on pages: nothing is left untranslated."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from flask import Flask, g

from portal.web import _design
from portal.web._design import words
from tenants.kernel.language import LANGUAGES, Language, msg
from tenants.kernel.language.speaking import texts

HERE = Path(_design.__file__).parent
OTHERS = tuple(language for language in LANGUAGES if language != "en")


def sentences() -> Iterable[str]:
    """Return the ids of every sentence in the design's templates and states."""
    for path in sorted((HERE / "templates" / "_design").glob("*.html")):
        for found in extract_from_file("jinja2.ext:babel_extract", path, keywords={"_": None, "ngettext": (1, 2)}):
            yield found[1] if isinstance(found[1], str) else found[1][0]
    for path in sorted(HERE.glob("*.py")):
        for found in extract_from_file("python", path, keywords={"msg": None}):
            yield found[1] if isinstance(found[1], str) else found[1][0]


class TestCatalogues:
    """The design's sentences in four more languages."""

    def test_are_read_from_the_templates(self) -> None:
        assert {"Select all %(count)s", "Needs correction", "One answer has to be changed."} <= set(sentences())

    @pytest.mark.parametrize("language", OTHERS)
    def test_lack_nothing(self, language: Language) -> None:
        assert [id_ for id_ in sentences() if id_ not in texts(language)] == []

    @pytest.mark.parametrize(("language", "word"), [("fi", "Virhe"), ("sv", "Fel"), ("nb", "Feil"), ("da", "Fejl")])
    def test_say_error_in_rows_that_stop_a_run(self, language: Language, word: str) -> None:
        assert texts(language)["Error"] == word
        assert str(texts(language)["Error: cancelled"]).startswith(word)


class TestSay:
    """Sentences and data."""

    def test_says_a_sentence_in_the_readers_language(self, gallery: Flask) -> None:
        with gallery.test_request_context():
            g.language = "fi"
            assert words.say(msg("Needs correction")) == "Korjattava"
            assert words.say(msg("Needs correction").to_json()) == "Korjattava"
            both = ("One answer has to be changed.", "%(number)s answers have to be changed.")
            assert words.ngettext(*both, 1, number=1) == "Yksi vastaus on muutettava."
            assert words.ngettext(*both, 2, number=2) == "2 vastausta on muutettava."

    def test_leaves_data_as_it_is(self, gallery: Flask) -> None:
        with gallery.test_request_context():
            g.language = "fi"
            assert words.say("Needs correction") == "Needs correction"
            assert words.say(None) == ""

    def test_speaks_english_to_who_wants_another_language(self, gallery: Flask) -> None:
        with gallery.test_request_context():
            g.language = "de"
            assert words.reader_language() == "en"
