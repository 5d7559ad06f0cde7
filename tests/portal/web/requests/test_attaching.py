"""Attaching files on a request's page."""

from io import BytesIO
from typing import Any

from factories.attached import PDF, attach
from factories.forms import post
from factories.screens import RequestDesk
from werkzeug.test import TestResponse

from billing.attachments.rules.taking import take

SHA256 = take("tunnit.pdf", PDF).sha256


def page_of(desk: RequestDesk) -> str:
    return f"{desk.url}/{desk.row('R-1').id}"


def send(desk: RequestDesk, *files: tuple[str, bytes], said: str = "") -> TestResponse:
    fields: dict[str, Any] = {"files": [(BytesIO(data), name) for name, data in files], "description": said}
    return post(desk.browser, f"{page_of(desk)}/attached", fields, content_type="multipart/form-data")


def main(answer: TestResponse) -> str:
    return answer.get_data(as_text=True).partition("<main")[2]


class TestAttach:
    """The form."""

    def test_lists_what_was_attached_and_hands_it_out_to_be_kept(self, desk: RequestDesk) -> None:
        answer = send(desk, ("tunnit.pdf", PDF), said="Tuntilista <b>")
        assert answer.headers["Location"] == f"{page_of(desk)}#attachments"
        body = main(desk.browser.get(page_of(desk)))
        assert f'href="{page_of(desk)}/attached/{SHA256}"' in body
        assert "Tuntilista &lt;b&gt;" in body
        assert "Finvoice has no place for attached files" in body
        file = desk.browser.get(f"{page_of(desk)}/attached/{SHA256}")
        assert (file.data, file.headers["Content-Disposition"]) == (PDF, "attachment; filename=tunnit.pdf")

    def test_says_at_the_field_what_is_not_taken(self, desk: RequestDesk) -> None:
        answer = send(desk, ("lasku.pdf", b"MZ\x90"), said="Tuntilista")
        assert answer.status_code == 422
        assert "lasku.pdf isn&#39;t a PDF" in main(answer)
        assert 'value="Tuntilista"' in main(answer)
        assert "Choose a file." in main(send(desk))

    def test_is_hidden_from_a_stranger(self, desk: RequestDesk) -> None:
        attach(desk.cast.alice, desk.workspace_id, desk.row("R-1").id, ("tunnit.pdf", PDF))
        stranger = desk.cast.charlie.browser()
        assert stranger.get(f"{page_of(desk)}/attached/{SHA256}").status_code == 404
        assert stranger.post(f"{page_of(desk)}/attached").status_code in {400, 404}
        own = f"/w/{desk.cast.ek.workspace_id}/requests/{desk.row('R-1').id}/attached/{SHA256}"
        assert stranger.get(own).status_code == 404


class TestDetach:
    """The button beside each."""

    def test_takes_one_off(self, desk: RequestDesk) -> None:
        attach(desk.cast.alice, desk.workspace_id, desk.row("R-1").id, ("tunnit.pdf", PDF))
        post(desk.browser, f"{page_of(desk)}/attached/remove", {"remove": SHA256})
        assert SHA256 not in main(desk.browser.get(page_of(desk)))
        assert desk.browser.get(f"{page_of(desk)}/attached/{SHA256}").status_code == 404
