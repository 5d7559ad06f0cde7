"""Small values that macros show."""

import pytest
from flask import Flask, get_template_attribute

from portal.web._design.navigation import Link
from portal.web._design.pieces import Action, Progress


class TestProgress:
    """How far a run has come."""

    @pytest.mark.parametrize(
        ("done", "total", "share"), [(0, 3, 0), (1, 3, 33), (1165, 1166, 99), (3, 3, 100), (0, 0, 100)]
    )
    def test_is_whole_only_when_all_is_done(self, done: int, total: int, share: int) -> None:
        assert Progress(title="", done=done, total=total, url="").share == share

    def test_stops_asking_when_it_is_finished(self, gallery: Flask) -> None:
        with gallery.test_request_context():
            draw = get_template_attribute("_design/progress.html", "progress")
            assert "every 2s" in draw(Progress(title="Run", done=1, total=3, url="/p"))
            assert "every 2s" not in draw(Progress(title="Run", done=3, total=3, url="/p", finished=True))


class TestAction:
    """What a person may do, or why not."""

    def test_stays_in_sight_with_the_reason_and_the_way_out(self, gallery: Flask) -> None:
        refused = Action(label="Send", url="/send", refusal="Not yet.", remedy=Link("Settings", "/settings"))
        with gallery.test_request_context():
            html = str(get_template_attribute("_design/action.html", "action")(refused))
        assert not refused.allowed
        assert 'aria-disabled="true"' in html
        assert "Not yet." in html
        assert 'href="/settings"' in html
        assert "/send" not in html

    def test_asks_before_what_leaves_the_house(self, gallery: Flask) -> None:
        sends = Action(label="Send", url="/send", confirm="Three letters leave.")
        with gallery.test_request_context():
            html = str(get_template_attribute("_design/action.html", "action")(sends))
        assert html.index("<details") < html.index("Three letters leave.") < html.index("<button")
