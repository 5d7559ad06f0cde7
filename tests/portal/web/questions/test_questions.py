"""Questions in the browser: asked beside the thing, answered by the other side, attachments handed out safely."""

from io import BytesIO
from uuid import uuid4

import pytest
from factories.books import Books
from factories.cast import Cast
from factories.forms import post
from factories.questions import PNG, ask

from tenants.conversations.actions import Upload

HOSTILE = "<script>alert(1)</script>"


def base(cast: Cast) -> str:
    return f"/w/{cast.kuusi.workspace_id}/questions"


class TestDueDay:
    """By when an answer is wanted."""

    def test_is_changed_on_the_page_by_who_asked(self, cast: Cast) -> None:
        asked, alice = ask(cast.alice, cast), cast.alice.browser()
        url = f"{base(cast)}/{asked}"
        assert f'action="{url}/due"' in alice.get(url).get_data(as_text=True)
        assert f'action="{url}/due"' not in cast.bob.browser().get(url).get_data(as_text=True)
        assert post(alice, f"{url}/due", {"due_on": "2001-01-01"}).status_code == 422
        assert post(alice, f"{url}/due", {"due_on": "2090-01-02"}).status_code == 303
        assert 'value="2090-01-02"' in alice.get(url).get_data(as_text=True)
        assert post(cast.bob.browser(), f"{url}/due", {"due_on": ""}).status_code == 403
        assert post(cast.charlie.browser(), f"{url}/due", {"due_on": ""}).status_code == 404


class TestNew:
    """Asking."""

    @pytest.mark.parametrize("kind", ["customer", "request", "invoice", "client"])
    def test_stands_on_the_page_of_the_thing(self, cast: Cast, kind: str) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        customer = books.customer("Matkailu Oy")
        things = {"customer": customer, "client": cast.kuusi.workspace_id}
        if kind == "request":
            things["request"] = books.request(customer=customer)
        if kind == "invoice":
            things["invoice"] = books.invoice(customer)
        browser = cast.bob.browser()
        url = f"{base(cast)}/new?about={kind}&id={things[kind]}"
        fields = {"subject": f"Is this right? {HOSTILE}", "body": HOSTILE}
        answer = post(browser, url, fields, follow_redirects=True)
        text = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert HOSTILE not in text
        where = {"customer": "customers/", "request": "requests/", "invoice": "invoices/", "client": ""}[kind]
        about = "" if kind == "client" else things[kind]
        page = browser.get(f"/w/{cast.kuusi.workspace_id}/{where}{about}".rstrip("/")).get_data(as_text=True)
        assert "Is this right?" in page
        assert "Ask your accountant" in page
        assert HOSTILE not in page

    @pytest.mark.parametrize("kind", ["customer", "request", "invoice", "client", "payment", "nonsense"])
    def test_is_about_nothing_that_is_not_there(self, cast: Cast, kind: str) -> None:
        browser = cast.alice.browser()
        assert browser.get(f"{base(cast)}/new?about={kind}&id={uuid4()}").status_code == 404
        assert browser.get(f"{base(cast)}/new?about={kind}&id=x").status_code == 404

    def test_keeps_what_was_typed_where_something_is_wrong(self, cast: Cast) -> None:
        url = f"{base(cast)}/new?about=client&id={cast.kuusi.workspace_id}"
        answer = post(cast.alice.browser(), url, {"subject": "Half a question"})
        assert answer.status_code == 422
        assert 'value="Half a question"' in answer.get_data(as_text=True)


class TestQuestion:
    """Reading and answering."""

    def test_is_unread_in_the_list_until_it_is_opened(self, cast: Cast) -> None:
        asked = ask(cast.alice, cast)
        browser = cast.bob.browser()
        assert "Which account?" in browser.get(f"{base(cast)}?unread=yes").get_data(as_text=True)
        assert "The receipt of 3 November." in browser.get(f"{base(cast)}/{asked}").get_data(as_text=True)
        assert "Which account?" not in browser.get(f"{base(cast)}?unread=yes").get_data(as_text=True)

    def test_is_answered_and_closed(self, cast: Cast) -> None:
        asked = ask(cast.alice, cast)
        post(cast.bob.browser(), f"{base(cast)}/{asked}/messages", {"body": "1950"})
        browser = cast.alice.browser()
        assert "1950" in browser.get(f"{base(cast)}/{asked}").get_data(as_text=True)
        assert "Which account?" in browser.get(f"{base(cast)}?state=waiting").get_data(as_text=True)
        assert post(browser, f"{base(cast)}/{asked}/close").status_code == 303
        assert "Which account?" not in browser.get(f"{base(cast)}?state=waiting").get_data(as_text=True)

    def test_is_followed_by_whom_the_staff_say(self, cast: Cast) -> None:
        asked = ask(cast.bob, cast)
        post(cast.alice.browser(), f"{base(cast)}/{asked}/assignee", {"assigned_to": str(cast.alice.user_id)})
        assert "Alice" in cast.bob.browser().get(f"{base(cast)}/{asked}").get_data(as_text=True)

    def test_is_nothing_to_a_stranger_at_their_own_place(self, cast: Cast) -> None:
        asked = ask(cast.alice, cast)
        assert cast.dora.browser().get(f"/w/{cast.ek.workspace_id}/questions/{asked}").status_code == 404


class TestFile:
    """An attachment."""

    def test_comes_back_in_a_sandbox(self, cast: Cast) -> None:
        browser = cast.bob.browser()
        asked = ask(cast.alice, cast)
        data = {"body": "Here.", "files": [(BytesIO(PNG), "kuva.jpg"), (BytesIO(b"a;b\n=1;2"), "rivit.csv")]}
        answer = post(
            browser, f"{base(cast)}/{asked}/messages", data, content_type="multipart/form-data", follow_redirects=True
        )
        links = [part.split('"')[0] for part in answer.get_data(as_text=True).split('href="')[1:]]
        files = [link for link in links if "/files/" in link and "save" not in link]
        picture, table = (browser.get(link) for link in files)
        assert picture.headers["Content-Disposition"] == "inline; filename=kuva.png"
        assert table.headers["Content-Disposition"] == "attachment; filename=rivit.csv"
        for file in (picture, table):
            assert "sandbox" in file.headers["Content-Security-Policy"]
            assert "default-src 'none'" in file.headers["Content-Security-Policy"]
            assert file.headers["X-Content-Type-Options"] == "nosniff"

    def test_isnt_handed_out_by_another_question(self, cast: Cast) -> None:
        first = ask(cast.alice, cast, files=(Upload("a.png", PNG),))
        second = ask(cast.alice, cast)
        browser = cast.alice.browser()
        page = browser.get(f"{base(cast)}/{first}").get_data(as_text=True)
        file_id = page.split("/files/")[1][:36]
        assert browser.get(f"{base(cast)}/{first}/files/{file_id}").status_code == 200
        assert browser.get(f"{base(cast)}/{second}/files/{file_id}").status_code == 404
