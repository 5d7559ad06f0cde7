"""The screens of taking over."""

import re
from io import BytesIO

import pytest
from factories.cast import Cast
from factories.forms import post
from factories.opening import LIST
from factories.requests import new_customer, ready_house
from flask.testing import FlaskClient
from werkzeug.test import TestResponse


@pytest.fixture
def url(cast: Cast) -> str:
    return f"/w/{cast.kuusi.workspace_id}/take-over"


def text(answer: TestResponse) -> str:
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


def uploaded(client: FlaskClient, url: str, data: bytes = LIST) -> TestResponse:
    return post(client, url, {"file": (BytesIO(data), "open.csv")}, content_type="multipart/form-data")


def hidden(page: str) -> dict[str, str]:
    """Return what the preview's form sends along."""
    found = re.findall(r'type="hidden" name="(content|name)" value="([^"]*)"', page)
    return dict(found)


class TestTakeover:
    """From the list to the balances."""

    def test_begins_with_the_settings(self, cast: Cast, url: str) -> None:
        page = text(cast.alice.browser().get(url))
        assert "Fill in the settings first" in page
        assert f'href="/w/{cast.kuusi.workspace_id}/settings"' in page

    def test_shows_a_list_and_takes_it_at_the_old_total(self, cast: Cast, url: str) -> None:
        ready_house(cast.alice, cast.kuusi)
        new_customer(cast.alice, cast.kuusi)
        alice = cast.alice.browser()
        page = text(uploaded(alice, url))
        assert "Invoices in the list: 3. To be corrected: 0." in page
        assert "The list comes to" in page
        form = hidden(page)
        wrong = post(alice, f"{url}/take", {**form, "total_EUR": "150"})
        assert wrong.status_code == 422
        assert "2.95 apart" in text(wrong)
        assert '<details class="panel" open> <summary>By customer</summary>' in text(wrong)
        assert '<details class="panel"> <summary>By customer</summary>' in page
        assert post(alice, f"{url}/take", {**form, "total_EUR": "152,95"}).status_code == 303
        done = text(alice.get(url))
        assert "Taken over: 3 invoices" in done
        listed = text(alice.get(f"/w/{cast.kuusi.workspace_id}/invoices?q=10000411"))
        assert "Taken over" in listed
        numbers = text(alice.get(f"/w/{cast.kuusi.workspace_id}/audit/numbers"))
        assert "3 invoices were taken over from an earlier program" in numbers

    def test_tells_each_error_and_takes_nothing(self, cast: Cast, url: str) -> None:
        ready_house(cast.alice, cast.kuusi)
        page = text(uploaded(cast.alice.browser(), url))
        assert "There is no customer with the number 10001." in page
        assert "Choose the list again" in page

    def test_asks_for_a_file_that_can_be_read(self, cast: Cast, url: str) -> None:
        ready_house(cast.alice, cast.kuusi)
        alice = cast.alice.browser()
        assert "Choose a file." in text(post(alice, url, {}))
        assert "these are missing" in text(uploaded(alice, url, b"a;b\n1;2\n"))

    def test_shows_the_invoice_with_its_story(self, cast: Cast, url: str) -> None:
        ready_house(cast.alice, cast.kuusi)
        new_customer(cast.alice, cast.kuusi)
        alice = cast.alice.browser()
        form = hidden(text(uploaded(alice, url)))
        post(alice, f"{url}/take", {**form, "total_EUR": "152.95"})
        listed = alice.get(f"/w/{cast.kuusi.workspace_id}/invoices?q=10000411").get_data(as_text=True)
        found = re.search(r'href="(/w/[^"]+/invoices/[0-9a-f-]{36})"', listed)
        assert found is not None
        page = text(alice.get(found[1]))
        assert "This invoice was taken over from an earlier program" in page
        assert "Reminder 1 had been sent on 1 Oct 2026, with a fee of 5.00 EUR" in page
        assert "Make the document again" not in page

    def test_is_no_page_for_a_stranger(self, cast: Cast, url: str) -> None:
        assert cast.charlie.browser().get(url).status_code == 404
