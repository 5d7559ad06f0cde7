"""States: each can be drawn."""

from pathlib import Path

import pytest
from flask import Flask, get_template_attribute

from portal.web import _design
from portal.web._design.states import STATES, state_of

SPRITE = (Path(_design.__file__).parent / "templates" / "_design" / "sprite.svg").read_text()


class TestStates:
    """Icon, word, colour."""

    @pytest.mark.parametrize("name", STATES)
    def test_have_an_icon_in_the_sprite(self, name: str) -> None:
        assert f'id="icon-{state_of(name).icon}"' in SPRITE

    def test_stand_as_icon_then_word(self, gallery: Flask) -> None:
        with gallery.test_request_context():
            html = str(get_template_attribute("_design/state.html", "state")("invalid", "no postal code"))
        assert html.index("icon-alert") < html.index("Error") < html.index("no postal code")

    def test_are_never_bare_column_values(self) -> None:
        with pytest.raises(KeyError):
            state_of("x")
