"""The page of a stream's template, and the preview beside it."""

from io import BytesIO

from factories.books import Books
from factories.cast import Cast
from factories.forms import post
from factories.ready import make_seller
from PIL import Image
from pypdf import PdfReader
from werkzeug.test import TestResponse

from billing.streams.actions import open_stream
from billing.streams.rules import NewStream
from billing.templates.queries import template_of

FORM = {"design": "filled", "logo": "company", "slip": "usual", "item_numbers": "y", "accent": "#1f4e79"}
FORM |= {"enclosed": "usual"}


def words(answer: TestResponse) -> str:
    assert answer.content_type == "application/pdf", answer.get_data(as_text=True)
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.get_data())).pages)


def picture() -> BytesIO:
    made = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(made, "PNG")
    made.seek(0)
    return made


class TestTemplate:
    """The form."""

    def test_is_saved_and_shown_again(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        client, url = cast.alice.browser(), f"/w/{books.workspace_id}/streams/{books.stream_id}/template"
        typed = {**FORM, "own_colour": "y", "accent": "#7a1f3d", "foot_fi": "Kiitos <b>", "logo": "own"}
        posted = {**typed, "image": (picture(), "logo.png")}
        assert post(client, url, posted, content_type="multipart/form-data").status_code == 303
        text = client.get(url).get_data(as_text=True)
        assert "Kiitos &lt;b&gt;" in text
        assert 'value="#7a1f3d"' in text
        with cast.alice.acting():
            assert template_of(books.workspace_id, books.stream_id).logo == "own"

    def test_tells_what_is_wrong_at_the_field(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        url = f"/w/{books.workspace_id}/streams/{books.stream_id}/template"
        answer = post(cast.alice.browser(), url, {**FORM, "own_colour": "y", "accent": "#ffff00"})
        assert answer.status_code == 422
        assert 'id="field-accent-error"' in answer.get_data(as_text=True)

    def test_waits_for_the_settings(self, cast: Cast) -> None:
        here = cast.kuusi.workspace_id
        with cast.bob.acting(in_=here) as (actor, now):
            stream = open_stream(actor, here, NewStream("hours", "Hours", "20", 6), now=now)
        answer = cast.bob.browser().get(f"/w/{here}/streams/{stream}/template")
        assert answer.headers["Location"].endswith("/settings")

    def test_is_no_page_for_a_stranger(self, cast: Cast) -> None:
        stream = make_seller(cast.kuusi.workspace_id)
        client, url = cast.charlie.browser(), f"/w/{cast.kuusi.workspace_id}/streams/{stream}"
        assert client.get(f"{url}/template").status_code == 404
        assert client.get(f"{url}/preview").status_code == 404
        assert post(client, f"{url}/template", FORM).status_code == 404
        assert post(client, f"{url}/preview", FORM).status_code == 404


class TestPreview:
    """The sample as a document."""

    def test_shows_what_is_kept_in_the_language_asked_for(self, cast: Cast) -> None:
        stream = make_seller(cast.kuusi.workspace_id)
        answer = cast.bob.browser().get(f"/w/{cast.kuusi.workspace_id}/streams/{stream}/preview?preview_language=sv")
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "Exempelkunden AB" in words(answer)

    def test_shows_what_is_typed_and_keeps_nothing(self, cast: Cast) -> None:
        here, stream = cast.kuusi.workspace_id, make_seller(cast.kuusi.workspace_id)
        url = f"/w/{here}/streams/{stream}/preview"
        typed = {**FORM, "foot_fi": "Kiitos ajoissa", "preview_language": "fi", "logo": "own"}
        posted = {**typed, "image": (picture(), "logo.png")}
        shown = words(post(cast.bob.browser(), url, posted, content_type="multipart/form-data"))
        assert "Kiitos ajoissa" in shown
        assert "T-10" in shown
        with cast.bob.acting():
            assert template_of(here, stream).foot == {}

    def test_shows_the_texts_of_the_streams_own_form(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        form = {"name": "x", "series_id": str(books.series_id), "due_rule": "days", "above_en": "Dear reader"}
        url = f"/w/{books.workspace_id}/streams/{books.stream_id}/preview"
        assert "Dear reader" in words(post(cast.alice.browser(), url, {**form, "preview_language": "en"}))

    def test_says_why_there_is_none(self, cast: Cast) -> None:
        stream = make_seller(cast.kuusi.workspace_id)
        url = f"/w/{cast.kuusi.workspace_id}/streams/{stream}/preview"
        answer = post(cast.bob.browser(), url, {**FORM, "own_colour": "y", "accent": "#ffff00"})
        assert answer.status_code == 422
        assert "The colour is too pale to be read on white paper." in answer.get_data(as_text=True)
