"""The texts that come with Samla."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from portal.edge.transaction import transaction
from tenants.kernel.language import LANGUAGES
from tenants.kernel.scope import Scope
from tenants.terms.blocks import blocks
from tenants.terms.ours import our_text, publish_ours
from tenants.terms.queries import BEFORE_INVOICING, terms_in_force


class TestOurs:
    """Version 1 of each text."""

    @pytest.mark.parametrize("kind", BEFORE_INVOICING)
    def test_has_the_same_numbered_sections_in_every_language(self, kind: str) -> None:
        moment = datetime(2026, 1, 1, tzinfo=UTC)
        shapes = {
            tuple(block.text.split(".")[0] if block.kind == "heading" else "" for block in blocks(text.body))
            for text in (our_text(kind, language, moment) for language in LANGUAGES)
        }
        assert len(shapes) == 1
        assert [number for number in shapes.pop() if number] == [str(n) for n in range(1, 9)]

    def test_is_published_once_in_every_language(self, app: Flask) -> None:
        for _ in range(2):
            with transaction(scope=Scope()) as now:
                publish_ours(now)
        with transaction(scope=Scope()) as now:
            for language in LANGUAGES:
                texts = terms_in_force(language, now=now)
                assert [(text.language, text.version) for text in texts] == [(language, 1)] * 3
