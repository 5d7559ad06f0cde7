"""The words of special VAT treatments."""

from datetime import date

import pytest

from billing.countries.no import vat as norwegian
from billing.countries.se import vat as swedish
from billing.countries.vat_schemes import MARGIN_CODES
from billing.countries.vat_wording import (
    MARGINS,
    SINCE,
    WORDINGS,
    NoWording,
    Special,
    Wording,
    find_wording,
    wording_in,
)
from tenants.kernel.language import LANGUAGES, translate

ON = date(2026, 11, 23)


class TestWordingIn:
    """Words for a document's language."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_has_reverse_charge_in_every_document_language(self, language: str) -> None:
        assert wording_in(Special.REVERSE_CHARGE, language, ON).text

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_says_what_the_breakdown_on_paper_says(self, language: str) -> None:
        assert wording_in(Special.REVERSE_CHARGE, language, ON).text == translate("Reverse charge", language)

    def test_prefers_a_countrys_own_words(self) -> None:
        own = Wording("Own words", "own act", SINCE)
        assert wording_in(Special.MARGIN_ART, "fi", ON, {(Special.MARGIN_ART, "fi"): own}) is own

    def test_translates_nothing_by_guess(self) -> None:
        with pytest.raises(NoWording):
            wording_in(Special.MARGIN_ART, "nb", ON)

    def test_has_no_words_before_the_law_had_them(self) -> None:
        assert find_wording(Special.REVERSE_CHARGE, "fi", date(2012, 12, 31)) is None
        assert find_wording(Special.REVERSE_CHARGE, "fi", date(2013, 1, 1))

    def test_names_a_source_for_each(self) -> None:
        stated = [row.words for table in (swedish.STATEMENTS, norwegian.STATEMENTS) for row in table]
        national = [*swedish.NATIONAL.values(), *norwegian.NATIONAL.values(), norwegian.VALUE_ADDED]
        for words in (*WORDINGS.values(), *national, *stated):
            assert words.text
            assert words.source
            assert words.from_day


class TestMargins:
    """Art. 226 (13) and (14)."""

    @pytest.mark.parametrize("language", ["fi", "sv", "da", "en"])
    def test_has_words_for_every_margin_scheme(self, language: str) -> None:
        assert set(MARGINS) == set(MARGIN_CODES.values())
        assert len({wording_in(special, language, ON).text for special in MARGINS.values()}) == len(MARGINS)
