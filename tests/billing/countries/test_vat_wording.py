"""The words of special VAT treatments."""

import pytest

from billing.countries.vat_wording import NoWording, Special, Wording, wording_in


class TestWordingIn:
    """Words for a document's language."""

    @pytest.mark.parametrize("language", ["fi", "sv", "nb", "da", "en"])
    def test_has_reverse_charge_in_every_document_language(self, language: str) -> None:
        assert wording_in(Special.REVERSE_CHARGE, language).text

    def test_prefers_a_countrys_own_words(self) -> None:
        own = Wording("Own words")
        assert wording_in(Special.MARGIN, "fi", {(Special.MARGIN, "fi"): own}) is own

    def test_translates_nothing_by_guess(self) -> None:
        with pytest.raises(NoWording):
            wording_in(Special.MARGIN, "nb")
