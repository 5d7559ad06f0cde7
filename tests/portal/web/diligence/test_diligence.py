"""Due diligence in the browser: recorded, kept, demanded, and led to from where it is missed."""

from io import BytesIO

from factories.cast import Cast
from factories.diligence import client_id, demand, record
from factories.forms import post
from factories.screens import request_desk

FIELDS = {"done_on": "2026-01-02", "risk": "high", "renews_on": "2099-01-02", "note": "<b>Owners</b> known."}


def page(cast: Cast) -> str:
    return f"/f/{cast.kuusi.firm_id}/clients/{client_id(cast)}/diligence"


class TestDiligence:
    """A client's page of due diligence."""

    def test_keeps_a_record_with_its_file(self, cast: Cast) -> None:
        browser = cast.alice.browser()
        data = {**FIELDS, "done_by": str(cast.alice.user_id), "files": (BytesIO(b"%PDF-1.7"), "ote.pdf")}
        answer = post(browser, page(cast), data, content_type="multipart/form-data", follow_redirects=True)
        text = answer.get_data(as_text=True)
        assert "Due diligence is in force" in text
        assert "&lt;b&gt;Owners&lt;/b&gt; known." in text
        link = next(part.split('"')[0] for part in text.split('href="') if part.split('"')[0].endswith("?save=1"))
        file = browser.get(link)
        assert file.data == b"%PDF-1.7"
        assert "sandbox" in file.headers["Content-Security-Policy"]

    def test_says_what_is_wrong(self, cast: Cast) -> None:
        answer = post(cast.alice.browser(), page(cast), FIELDS | {"risk": ""})
        assert answer.status_code == 422
        assert "Choose the risk." in answer.get_data(as_text=True)

    def test_stands_on_the_clients_page(self, cast: Cast) -> None:
        browser = cast.alice.browser()
        url = page(cast).removesuffix("/diligence")
        assert "Due diligence is missing" in browser.get(url).get_data(as_text=True)
        record(cast)
        assert "Due diligence is in force" in browser.get(url).get_data(as_text=True)


class TestRule:
    """What the firm demands."""

    def test_is_changed_by_who_leads_the_firm(self, cast: Cast) -> None:
        browser = cast.alice.browser()
        assert post(browser, f"/f/{cast.kuusi.firm_id}/diligence", {"mode": "block"}).status_code == 303
        answer = post(browser, f"/f/{cast.kuusi.firm_id}/diligence", {"mode": "x"})
        assert answer.status_code == 422

    def test_withholds_the_run_and_leads_staff_to_what_would_allow_it(self, cast: Cast) -> None:
        desk = request_desk(cast)
        demand(cast, "block")
        reason = "due diligence of the client is missing or out of date"
        place = f"/f/{cast.kuusi.firm_id}/diligence/of/{cast.kuusi.workspace_id}"
        staff = desk.browser.get(desk.url).get_data(as_text=True)
        assert reason in staff
        assert place in staff
        assert desk.browser.get(place).headers["Location"].endswith(page(cast))
        client = cast.bob.browser().get(desk.url).get_data(as_text=True)
        assert reason in client
        assert place not in client
