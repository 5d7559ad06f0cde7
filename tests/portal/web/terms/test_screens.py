"""The pages of terms and plans in a real browser: nothing serious for axe, nothing wider than a phone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from factories.cast import Cast
from factories.looking import Visitor, serve, signed_in
from flask import Flask
from playwright.sync_api import Browser

from portal.edge.transaction import transaction
from tenants.collaborations.noting import accept_new_terms
from tenants.kernel.language import LANGUAGES
from tenants.kernel.scope import Scope
from tenants.terms.actions import Consent, Publication, publish
from tenants.terms.ours import our_text
from tenants.terms.queries import terms_to_accept
from tenants.users.actions import choose

PAGES = ("terms", "terms/mandate", "plans?variant=start", "approvals")


@pytest.fixture
def site(app: Flask, cast: Cast) -> Iterator[str]:
    """Serve the site, where Bob has accepted a text of which a new version counts in three weeks."""
    where = cast.kuusi.workspace_id
    with transaction(scope=Scope()) as now:
        for language in LANGUAGES:
            publish(our_text("mandate_to_remind", language, now))
            first = our_text("data_processing", language, now)
            publish(Publication("data_processing", 2, language, first.title, first.body, now))
    with cast.bob.acting(in_=where) as (actor, now):
        read = frozenset(text.sha256 for text in terms_to_accept(where, "en", now=now))
        accept_new_terms(actor, where, Consent(read, "signatory", "127.0.0.1"), language="en", now=now)
    with transaction(scope=Scope()) as now:
        for language in LANGUAGES:
            text = our_text("data_processing", language, now + timedelta(days=21))
            body = text.body.replace("2016/679", "2016/680") + "\n\n## 9. New\n\nA paragraph more."
            publish(Publication("data_processing", 3, language, text.title, body, text.in_force_from, True))
    with serve(app) as url:
        yield url


class TestScreens:
    """Each page, wide and narrow, in the language with the longest words."""

    def test_can_be_used_by_everybody(self, cast: Cast, site: str, browser: Browser) -> None:
        with transaction(scope=Scope()):
            choose(cast.bob.user_id, language="fi")
        visitor, token = Visitor(browser, site), signed_in(cast.bob)
        for path in PAGES:
            visitor.visit(token, f"/w/{cast.kuusi.workspace_id}/{path}")
        visitor.close()
        assert visitor.wrong == []
