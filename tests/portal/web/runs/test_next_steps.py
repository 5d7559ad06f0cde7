"""What a run's page ends with, its summary as CSV, and the history narrowed."""

import json
import re
from datetime import date, timedelta

from factories.forms import post
from factories.screens import RunDesk
from sqlalchemy import text as sql

from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tests.portal.web.runs.test_routes import ALL, hidden, text


def started(runs: RunDesk, data: dict[str, object]) -> str:
    """Return the address of a run of what was chosen, which has come to its end."""
    answer = post(runs.browser, runs.url, data)
    assert answer.status_code == 303, text(answer)
    runs.work()
    return str(answer.location)


def change(runs: RunDesk, statement: str) -> None:
    with runs.cast.alice.acting(in_=runs.workspace_id):
        db.session.execute(sql(statement))


class TestSteps:
    def test_tick_off_what_is_done_and_lead_to_what_waits(self, runs: RunDesk) -> None:
        first = runs.ready()[0]
        page = text(runs.browser.get(started(runs, {"id": [str(first)]})))
        assert "What comes next" in page
        assert "2 ready, 1 with errors" in page
        assert re.search(r"Waits</[^§]*?Send: E-mail</a> <span[^>]*>1 unsent", page)
        assert re.search(r"Done</[^§]*?Send: E-invoice</a> <span[^>]*>0 unsent", page)
        assert re.search(r"Done</[^§]*?Reminder #1</a> <span[^>]*>0 overdue", page)

    def test_count_what_is_due_for_each_reminder_and_lead_to_exactly_that(self, runs: RunDesk) -> None:
        with runs.cast.alice.acting(in_=runs.workspace_id) as (_actor, now):
            long_ago = local_day(now, "FI") - timedelta(days=60)
        url = started(runs, ALL | {"issued_on": long_ago.isoformat()})
        change(
            runs,
            "insert into past_reminder (workspace_id, id, invoice_id, place, sent_on, fee_minor, currency)"
            " select workspace_id, gen_random_uuid(), id, 1, issued_on, 0, 'EUR' from invoice"
            " where number = '10000001'",
        )
        page = text(runs.browser.get(url))
        for place, answer, count in ((1, "no", 2), (2, "once", 1)):
            found = re.search(rf'href="([^"]*)">Reminder #{place}</a> <span[^>]*>{count} overdue', page)
            assert found, place
            assert f"state=overdue&amp;reminded={answer}" in found[1]
            listed = runs.browser.get(found[1].replace("&amp;", "&")).get_data(as_text=True)
            assert listed.count("data-url=") == count


class TestRetry:
    def test_previews_only_what_was_left_out_and_is_ready_by_now(self, runs: RunDesk) -> None:
        change(runs, "update customer set city = ''")
        url = started(runs, ALL)
        page = runs.browser.get(url).get_data(as_text=True)
        assert "Preview those that are ready now (3)" in page
        change(runs, "update customer set city = 'Helsinki'")
        again = text(post(runs.browser, f"{runs.url}/preview", {"ids": hidden(page, "ids")}))
        assert "10000001–10000003" in again

    def test_says_that_none_is_ready(self, runs: RunDesk) -> None:
        change(runs, "update customer set city = ''")
        url = started(runs, ALL)
        change(runs, "update billing_request set state = 'invalid'")
        assert "None of them is ready yet." in text(runs.browser.get(url))


class TestSummary:
    def test_is_handed_out_as_csv_with_what_was_left_out(self, runs: RunDesk) -> None:
        requests = runs.ready()
        change(
            runs,
            f"update billing_request set content = jsonb_set(content, '{{lines}}', '[]') where id = '{requests[0]}'",
        )
        answer = runs.browser.get(f"{started(runs, ALL)}/summary.csv")
        rows = answer.get_data(as_text=True).removeprefix("\N{BYTE ORDER MARK}").split("\r\n")
        assert rows[0] == "What;Customer number;Customer;Request;Currency;Net;VAT;Total;Why"
        assert [row.split(";")[0] for row in rows[1:-1]] == ["VAT 25.5%", "VAT 13.5%", "Left out"]
        assert "'=Tuohi" in rows[3]
        assert answer.headers["Content-Disposition"] == "attachment; filename=summary-1.csv"

    def test_says_how_the_run_came_out_beside_its_preview(self, runs: RunDesk) -> None:
        page = post(runs.browser, f"{runs.url}/preview", ALL).get_data(as_text=True)
        shown = {name: hidden(page, name) for name in ("ids", "issued_on", "fingerprint")}
        rehearsed = re.findall(r'name="rehearsed" value="([^"]*)"', page)[-1].replace("&#34;", '"')
        assert json.loads(rehearsed)["count"] == 3
        answer = post(runs.browser, runs.url, {**shown, "rehearsed": rehearsed})
        change(runs, f"update billing_request set state = 'dismissed' where id = '{runs.ready()[0]}'")
        runs.work()
        found = text(runs.browser.get(answer.location))
        assert "It differs from what the preview showed:" in found
        assert "2 invoices instead of 3." in found


class TestHistory:
    def test_is_narrowed_by_kind_stream_and_day(self, runs: RunDesk) -> None:
        run = started(runs, ALL)
        post(runs.browser, f"{run}/undo", {})
        runs.work()
        later = (date(2090, 1, 1) + timedelta(days=1)).isoformat()
        found = {
            rest: len(
                re.findall(r'data-label="Run number"', runs.browser.get(f"{runs.url}?{rest}").get_data(as_text=True))
            )
            for rest in ("", "kind=undo", "kind=requests", f"stream={runs.stream_id}", f"from={later}", "kind=nonsense")
        }
        assert list(found.values()) == [2, 1, 1, 2, 0, 2]
        assert "Undoing of a run" in text(runs.browser.get(runs.url))


class TestDates:
    def test_are_offered_anew_where_the_preview_was_left_open_over_midnight(self, runs: RunDesk) -> None:
        page = post(runs.browser, f"{runs.url}/preview", ALL).get_data(as_text=True)
        with runs.cast.alice.acting(in_=runs.workspace_id) as (_actor, now):
            today = local_day(now, "FI").isoformat()
            before = now - timedelta(days=2)
        shown = json.loads(re.findall(r'name="rehearsed" value="([^"]*)"', page)[-1].replace("&#34;", '"'))
        day = local_day(before, "FI").isoformat()
        left = {"ids": hidden(page, "ids"), "issued_on": day, "fingerprint": hidden(page, "fingerprint")}
        answer = post(runs.browser, runs.url, {**left, "rehearsed": json.dumps({**shown, "at": before.isoformat()})})
        assert answer.status_code == 409
        assert "The invoice date is offered anew" in text(answer)
        assert hidden(answer.get_data(as_text=True), "issued_on") == today

    def test_stand_where_a_day_in_the_past_was_chosen(self, runs: RunDesk) -> None:
        with runs.cast.alice.acting(in_=runs.workspace_id) as (_actor, now):
            day = (local_day(now, "FI") - timedelta(days=2)).isoformat()
        page = post(runs.browser, f"{runs.url}/preview", ALL | {"issued_on": day}).get_data(as_text=True)
        rehearsed = re.findall(r'name="rehearsed" value="([^"]*)"', page)[-1].replace("&#34;", '"')
        shown = {name: hidden(page, name) for name in ("ids", "issued_on", "fingerprint")}
        assert post(runs.browser, runs.url, {**shown, "rehearsed": rehearsed}).status_code == 303
