"""Every route says who may come in, and shows a stranger nothing."""

from uuid import UUID, uuid4

import pytest
from factories.cast import Cast
from factories.forms import token_of
from flask import Flask
from werkzeug.routing import Rule

from portal.auth.gate import Who, entrance_of

OPEN = {Who.PUBLIC, Who.ANYONE, Who.HALF}


def address(rule: Rule, workspace_id: UUID, firm_id: UUID) -> str:
    """Return a rule's address with a tenant's id; other ids are made up."""
    known = {"workspace_id": workspace_id, "firm_id": firm_id}
    made_up = {"UUIDConverter": str(uuid4()), "IntegerConverter": "1", "AnyConverter": "pdf"}
    values = {}
    for name in rule.arguments:
        converter = type(rule._converters[name]).__name__
        values[name] = str(known.get(name, made_up.get(converter, "x")))
    built = rule.build(values)
    assert built is not None
    return built[1]


def of_tenants(app: Flask) -> list[Rule]:
    """Return the routes that lie in a workspace or firm."""
    return [rule for rule in app.url_map.iter_rules() if {"workspace_id", "firm_id"} & set(rule.arguments)]


class TestRoutes:
    """All routes of the application."""

    def test_are_all_classified(self, app: Flask) -> None:
        assert [rule.endpoint for rule in app.url_map.iter_rules() if entrance_of(app, rule.endpoint) is None] == []

    def test_in_a_tenant_ask_for_a_permission_there(self, app: Flask) -> None:
        for rule in of_tenants(app):
            entrance = entrance_of(app, rule.endpoint)
            expected = entrance.permission if "workspace_id" in rule.arguments else entrance.firm_permission
            assert expected is not None, rule.rule

    def test_tell_a_stranger_that_there_is_nothing(self, app: Flask, cast: Cast) -> None:
        client = cast.charlie.browser()
        token = token_of(client)
        for rule in of_tenants(app):
            url = address(rule, cast.kuusi.workspace_id, cast.kuusi.firm_id)
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                answer = client.open(url, method=method, data={"csrf_token": token} if method == "POST" else None)
                assert answer.status_code == 404, (method, rule.rule)
                assert "Kuusi" not in answer.get_data(as_text=True), rule.rule

    def test_send_who_is_not_signed_in_to_the_door(self, app: Flask, cast: Cast) -> None:
        client = app.test_client()
        for rule in app.url_map.iter_rules():
            if entrance_of(app, rule.endpoint).who in OPEN or "GET" not in (rule.methods or ()):
                continue
            answer = client.get(address(rule, cast.kuusi.workspace_id, cast.kuusi.firm_id))
            assert answer.status_code == 302, rule.rule
            assert answer.headers["Location"].startswith("/sign-in"), rule.rule

    def test_break_on_nothing_that_is_made_up(self, app: Flask, cast: Cast) -> None:
        client = cast.alice.browser()
        for rule in app.url_map.iter_rules():
            if "GET" in (rule.methods or ()):
                answer = client.get(address(rule, cast.kuusi.workspace_id, cast.kuusi.firm_id))
                assert answer.status_code < 500, rule.rule

    @pytest.mark.parametrize("path", ["/sign-in", "/nowhere", "/clients/switch"])
    def test_answer_with_the_headers(self, cast: Cast, path: str) -> None:
        headers = cast.alice.browser().get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
