"""Every rule's sentence in every language."""

import pytest

from billing.en16931.checks.peppol import RULES
from tenants.kernel.language import LANGUAGES, translate


class TestSentences:
    """The sentences."""

    @pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
    def test_are_translated(self, language: str) -> None:
        assert [rule.id for rule in RULES if translate(rule.sentence, language) == str(rule.sentence)] == []

    def test_are_whole_sentences(self) -> None:
        assert [rule.id for rule in RULES if not str(rule.sentence).endswith(".")] == []
