"""The design's addresses, and what pages may not contain."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.web import _design
from portal.web._design.assets import assets, fingerprint
from portal.web._design.routes import asset_url, unique_id

TEMPLATES = sorted((Path(_design.__file__).parent / "templates").rglob("*.html"))


@pytest.fixture
def client(gallery: Flask) -> FlaskClient:
    return gallery.test_client()


class TestAsset:
    """Styles, scripts and fonts."""

    @pytest.mark.parametrize("name", sorted(assets()))
    def test_is_kept_for_ever_under_its_own_address(self, client: FlaskClient, name: str) -> None:
        answer = client.get(f"/design/{fingerprint()}/{name}")
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_is_asked_for_again_under_an_older_address(self, client: FlaskClient) -> None:
        answer = client.get("/design/000000000000/samla.css")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")

    @pytest.mark.parametrize("name", ["../__init__.py", "tokens.css", "vendor/VENDOR.md", "nothing.css"])
    def test_is_nothing_else_in_the_folder(self, client: FlaskClient, name: str) -> None:
        assert client.get(f"/design/{fingerprint()}/{name}").status_code == 404

    def test_has_no_address_when_it_does_not_exist(self, gallery: Flask) -> None:
        with gallery.test_request_context(), pytest.raises(KeyError):
            asset_url("nothing.css")

    def test_finds_the_fonts_that_the_style_refers_to(self) -> None:
        style = assets()["samla.css"].content.decode()
        assert all(name in assets() for name in re.findall(r'url\("([^"]+)"\)', style))


class TestLook:
    """Theme and density."""

    def test_goes_back_to_the_page(self, client: FlaskClient) -> None:
        answer = client.post("/design/look", data={"theme": "dark", "back": "/w/1/invoices?state=open"})
        assert (answer.status_code, answer.location) == (303, "/w/1/invoices?state=open")
        assert "theme=dark" in answer.headers["Set-Cookie"]

    @pytest.mark.parametrize(
        "back", ["//evil.test", "/\\evil.test", "https://evil.test", "javascript:1", "/\nx", "", "/\t/x"]
    )
    def test_never_leads_to_another_site(self, client: FlaskClient, back: str) -> None:
        assert client.post("/design/look", data={"theme": "dark", "back": back}).location == "/"

    def test_ignores_a_look_that_there_is_not(self, client: FlaskClient) -> None:
        assert "Set-Cookie" not in client.post("/design/look", data={"theme": '"><b>'}).headers
        client.set_cookie("theme", "'><b>")
        assert 'data-theme="system"' in client.get("/design/gallery/today").text


class TestTemplates:
    """What the content policy forbids isn't written in the first place."""

    @pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
    def test_have_no_inline_style_or_handler(self, path: Path) -> None:
        text = path.read_text()
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|hx-on|javascript:|\|\s*safe", text)


class TestUniqueId:
    """Ids for parts of a page."""

    def test_never_repeats(self) -> None:
        assert len({unique_id("why") for _ in range(1000)}) == 1000
