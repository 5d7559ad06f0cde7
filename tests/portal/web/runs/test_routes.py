"""From the preview through the run to its summary."""

import re
from datetime import timedelta
from io import BytesIO

from factories.forms import post
from factories.screens import RunDesk, samples_in
from flask import g
from pypdf import PdfReader
from sqlalchemy import text as sql
from werkzeug.test import TestResponse

from tenants.kernel.country import local_day
from tenants.kernel.db import db

ALL = {"selected": "all"}


def text(answer: TestResponse) -> str:
    return re.sub(r"\s+", " ", answer.get_data(as_text=True)).replace("\N{NO-BREAK SPACE}", " ")


def hidden(page: str, name: str) -> str:
    """Return the value of the last hidden field of a name."""
    return re.findall(rf'name="{name}" value="([^"]*)"', page)[-1]


class TestPreview:
    """The rehearsal."""

    def test_shows_what_the_run_would_do_and_takes_nothing(self, runs: RunDesk) -> None:
        page = text(post(runs.browser, f"{runs.url}/preview", ALL))
        assert "10000001–10000003" in page
        assert "VAT 25.5%" in page
        assert "VAT 13.5%" in page
        for amount in ("200.00", "51.00", "210.00", "52.35", "262.35"):
            assert amount in page, amount
        assert "No runs yet" in text(runs.browser.get(runs.url))
        assert len(runs.ready()) == 3

    def test_shows_samples_with_the_numbers_they_would_get(self, runs: RunDesk) -> None:
        places, form = samples_in(post(runs.browser, f"{runs.url}/preview", ALL))
        assert places == ["0", "1", "2"]
        answer = post(runs.browser, f"{runs.url}/preview/sample.pdf", form | {"place": "1"})
        assert answer.content_type == "application/pdf"
        assert "10000002" in PdfReader(BytesIO(answer.data)).pages[0].extract_text()

    def test_shows_no_sample_that_the_run_wouldnt_make(self, runs: RunDesk) -> None:
        _places, form = samples_in(post(runs.browser, f"{runs.url}/preview", ALL))
        for place in ("3", "-1", "x", ""):
            assert post(runs.browser, f"{runs.url}/preview/sample.pdf", form | {"place": place}).status_code == 404

    def test_tells_which_are_left_out_and_why(self, runs: RunDesk) -> None:
        first = runs.ready()[0]
        post(runs.browser, runs.url, {"id": [str(first)]})
        runs.work()
        page = text(post(runs.browser, f"{runs.url}/preview", {"ids": f"{first}"}))
        assert "1 request would be left out" in page
        assert "The request has been invoiced already." in page
        assert "Nothing of this can be invoiced." in page

    def test_wants_something_to_be_chosen(self, runs: RunDesk) -> None:
        answer = post(runs.browser, f"{runs.url}/preview", {}, follow_redirects=True)
        assert "Choose requests that are ready first." in text(answer)

    def test_leaves_out_what_was_unticked(self, runs: RunDesk) -> None:
        left = runs.ready()[0]
        page = text(post(runs.browser, f"{runs.url}/preview", {**ALL, "but": [str(left)]}))
        assert "10000001–10000002" in page

    def test_refuses_ids_that_are_none(self, runs: RunDesk) -> None:
        assert post(runs.browser, f"{runs.url}/preview", {"ids": "x y"}).status_code == 422
        assert post(runs.browser, f"{runs.url}/preview/sample.pdf", {"ids": "x"}).status_code == 404


class TestStart:
    """Starting a run."""

    def test_goes_to_the_run_and_a_second_click_lands_there_too(self, runs: RunDesk) -> None:
        page = post(runs.browser, f"{runs.url}/preview", ALL).get_data(as_text=True)
        form = {name: hidden(page, name) for name in ("ids", "issued_on", "fingerprint")}
        first = post(runs.browser, runs.url, form)
        assert first.status_code == 303
        assert post(runs.browser, runs.url, form).location == first.location
        runs.work()
        assert post(runs.browser, runs.url, form).location == first.location
        assert text(runs.browser.get(runs.url)).count("data-url=") == 1

    def test_lands_on_the_same_run_also_where_all_that_match_are_gone(self, runs: RunDesk) -> None:
        first = post(runs.browser, runs.url, ALL)
        runs.work()
        assert post(runs.browser, runs.url, ALL).location == first.location

    def test_refuses_what_was_changed_since_the_preview_and_shows_it_anew(self, runs: RunDesk) -> None:
        page = post(runs.browser, f"{runs.url}/preview", ALL).get_data(as_text=True)
        form = {name: hidden(page, name) for name in ("ids", "issued_on")}
        answer = post(runs.browser, runs.url, {**form, "fingerprint": "0" * 64})
        assert answer.status_code == 409
        assert "Something has been changed since the preview." in text(answer)
        assert "10000001–10000003" in text(answer)

    def test_refuses_an_earlier_day_and_asks_for_another(self, runs: RunDesk) -> None:
        ids = runs.ready()
        post(runs.browser, runs.url, {"ids": str(ids[0])})
        runs.work()
        answer = post(runs.browser, runs.url, {"ids": str(ids[1]), "issued_on": "2020-01-01"})
        assert answer.status_code == 409
        assert "choose that day or a later one" in text(answer)
        assert 'name="issued_on"' in text(answer)

    def test_never_takes_today_for_a_day_that_cant_be_read(self, runs: RunDesk) -> None:
        for days, field in (({"issued_on": "31.2.2026"}, "issued_on"), ({"due_on": "soon"}, "due_on")):
            for path, status in ((f"{runs.url}/preview", 200), (runs.url, 409)):
                answer = post(runs.browser, path, ALL | days)
                assert (answer.status_code, f'id="field-{field}-error"' in text(answer)) == (status, True)
                assert f"{days[field]} isn&#39;t a day" in text(answer)
                assert 'name="fingerprint"' not in text(answer)
        assert len(runs.ready()) == 3

    def test_reads_days_as_they_are_written_in_the_nordic_countries(self, runs: RunDesk) -> None:
        with runs.cast.alice.acting(in_=runs.workspace_id) as (_actor, now):
            day = local_day(now, "FI") + timedelta(days=1)
        written = f"{day.day}.{day.month}.{day.year}"
        page = post(runs.browser, f"{runs.url}/preview", ALL | {"issued_on": written}).get_data(as_text=True)
        assert hidden(page, "issued_on") == day.isoformat()

    def test_says_at_the_field_that_a_day_is_too_far_ahead(self, runs: RunDesk) -> None:
        for days, field in (({"issued_on": "2062-11-23"}, "issued_on"), ({"due_on": "2062-11-23"}, "due_on")):
            for path, status in ((f"{runs.url}/preview", 200), (runs.url, 409)):
                answer = post(runs.browser, path, ALL | days)
                assert (answer.status_code, f'id="field-{field}-error"' in text(answer)) == (status, True)
                assert " or earlier." in text(answer)
        assert len(runs.ready()) == 3

    def test_is_not_there_for_a_stranger(self, runs: RunDesk) -> None:
        charlie, ids = runs.cast.charlie.browser(), " ".join(map(str, runs.ready()))
        started = post(runs.browser, runs.url, ALL).location
        g.pop("csrf_token", None)  # the test's context outlives a request, so it would be Alice's
        for method in ("", "/progress", "/summary.pdf", "/invoices.csv"):
            assert charlie.get(started + method).status_code == 404
        assert charlie.get(runs.url).status_code == 404
        sampled = {"ids": ids, "stream": str(runs.stream_id), "place": "0"}
        for path in ("", "/preview", "/preview/sample.pdf"):
            assert post(charlie, runs.url + path, sampled).status_code == 404
        assert post(charlie, f"{started}/send").status_code == 404
        other = f"/w/{runs.cast.ek.workspace_id}/runs"
        assert charlie.get(f"{other}/{started.rpartition('/')[2]}").status_code == 404
        assert post(charlie, f"{other}/preview", {"ids": ids}).status_code == 303
        assert post(charlie, f"{other}/preview/sample.pdf", sampled).status_code == 404


class TestRun:
    """A run's page."""

    def test_shows_progress_that_asks_for_itself_until_it_is_over(self, runs: RunDesk) -> None:
        where = post(runs.browser, runs.url, ALL).location
        page = text(runs.browser.get(where))
        assert f'hx-get="{where}/progress"' in page
        assert "You can leave this page" in page
        assert "http-equiv" in page
        assert runs.browser.get(f"{where}/progress").location == where
        answer = runs.browser.get(f"{where}/progress", headers={"HX-Request": "true"})
        assert "HX-Refresh" not in answer.headers
        assert text(answer).startswith(" <section") or text(answer).startswith("<section")
        runs.work()
        answer = runs.browser.get(f"{where}/progress", headers={"HX-Request": "true"})
        assert answer.headers["HX-Refresh"] == "true"

    def test_becomes_a_summary_with_downloads(self, runs: RunDesk) -> None:
        where = post(runs.browser, runs.url, ALL).location
        assert runs.browser.get(f"{where}/summary.pdf").status_code == 404
        runs.work()
        page = text(runs.browser.get(where))
        for words in ("10000001–10000003", "262.35", "Summary as PDF", "Invoices as CSV", "Send them"):
            assert words in page, words
        assert "hx-get" not in page
        assert runs.browser.get(f"{where}/summary.pdf").data.startswith(b"%PDF")

    def test_hands_out_csv_that_no_spreadsheet_runs(self, runs: RunDesk) -> None:
        where = post(runs.browser, runs.url, ALL).location
        runs.work()
        answer = runs.browser.get(f"{where}/invoices.csv")
        rows = answer.data.decode("utf-8-sig").splitlines()
        assert answer.headers["Content-Disposition"] == "attachment; filename=run-1.csv"
        assert len(rows) == 4
        assert rows[1].startswith("10000001;10001;'=Tuohi & <b>Terva</b>;")
        assert ";EUR;100,00;25,50;125,50;" in rows[1]

    def test_sends_once_and_tells_how(self, runs: RunDesk) -> None:
        where = post(runs.browser, runs.url, ALL).location
        runs.work()
        answer = post(runs.browser, f"{where}/send", follow_redirects=True)
        assert "On their way: 3 by e-mail, 0 as e-invoices." in text(answer)
        assert "Everything had been sent already." in text(post(runs.browser, f"{where}/send", follow_redirects=True))
        assert "Nothing of this run is left to be sent." in text(runs.browser.get(where))
        assert "E-mail: " in text(runs.browser.get(where))

    def test_is_started_again_with_one_click_where_its_workers_died(self, runs: RunDesk) -> None:
        where = post(runs.browser, runs.url, ALL).location
        with runs.cast.alice.acting(in_=runs.workspace_id):
            db.session.execute(sql("update task set state = 'dead', attempts = 8 where kind = 'issue_chunk'"))
        page = text(runs.browser.get(where))
        assert "Part 1 was interrupted at numbering again and again (8 times)" in page
        assert "Start again" in page
        assert "was started again." in text(post(runs.browser, f"{where}/restart", follow_redirects=True))
        runs.work()
        assert "Start again" not in text(runs.browser.get(where))
        assert "nothing to start again" in text(post(runs.browser, f"{where}/restart", follow_redirects=True))

    def test_shows_hostile_names_as_text(self, runs: RunDesk) -> None:
        page = post(runs.browser, f"{runs.url}/preview", ALL).get_data(as_text=True)
        assert "<b>Terva" not in page
        assert "&lt;b&gt;Terva" in page
