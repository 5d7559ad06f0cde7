"""No page and no download holds a word of books that its reader may not see: PDF, CSV, JSON and ZIP read through."""

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest
from factories.cast import Cast, make_person
from factories.furnished import Furnished, furnish
from flask import Flask
from pypdf import PdfReader
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from portal.auth.gate import Who, entrance_of
from tenants.firms.actions import take_on

# What answers with something else than a page, and whether its reader's own word has to stand in it.
DOWNLOADS = {
    "articles.export": True,
    "audit.numbers_csv": False,
    "audit.numbers_pdf": True,
    "clients.record": True,
    "customers.export": True,
    "diligence.file": True,
    "invoices.attached": True,
    "invoices.pdf": True,
    "invoices.xml": True,
    "portfolio.export": False,
    "questions.file": True,
    "requests.attached": True,
    "requests.source_file": True,
    "runs.invoices_csv": True,
    "runs.summary_pdf": False,
    "runs.summary_table": False,
    "sending.printing_pdf": True,
    "settings.logo": False,
    "settings.preview": False,
    "terms.file": True,
    "written.attached": True,
    "written.preview": True,
}
KNOWN_AT_KUUSI = ("Kuusi Keramiikka", "alice@", "bob@")
FOR_NOBODYS_BOOKS = {Who.PUBLIC, Who.HALF}


def words_in(answer: TestResponse) -> str:
    """Return everything that can be read of an answer: bytes as text, PDF pages and enclosures, members of a ZIP."""
    return "\n".join(_read(answer.get_data()))


def _read(content: bytes) -> Iterator[str]:
    yield content.decode("utf-8", "replace")
    if content.startswith(b"%PDF") and b"startxref" in content:
        reader = PdfReader(BytesIO(content))
        yield from (page.extract_text() for page in reader.pages)
        yield json.dumps(dict(reader.metadata or {}), default=str, ensure_ascii=False)
        for name, enclosed in reader.attachments.items():
            yield name
            yield from (part for each in enclosed for part in _read(each))
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name
                yield from _read(archive.read(name))


def is_page(answer: TestResponse) -> bool:
    return answer.mimetype == "text/html"


@pytest.fixture
def houses(app: Flask, cast: Cast) -> tuple[Furnished, Furnished]:
    return furnish(cast, app, drawn=True)


def readable(app: Flask) -> list[Rule]:
    """Return every route that is read and shows what somebody's books hold."""
    rules = (rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()))
    return [rule for rule in rules if entrance_of(app, rule.endpoint).who not in FOR_NOBODYS_BOOKS]


class TestDownloads:
    """Every route that is read, in two houses, by everybody who belongs to one of them and by a colleague."""

    def test_hold_their_readers_words_and_nobody_elses(
        self, app: Flask, cast: Cast, houses: tuple[Furnished, Furnished]
    ) -> None:
        kuusi, ek = houses
        colleague = make_person(app, "Colleague")  # an accountant who is on no engagement
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            take_on(actor, cast.kuusi.firm_id, colleague.user_id, "accountant", now=now)
        words = {kuusi.word, kuusi.secret, ek.word, ek.secret, *KNOWN_AT_KUUSI}
        readers = {
            "Alice": (cast.alice, {kuusi.word, kuusi.secret, *KNOWN_AT_KUUSI}),
            "Bob": (cast.bob, {kuusi.word, *KNOWN_AT_KUUSI}),
            "Charlie": (cast.charlie, {ek.word, ek.secret}),
            "Dora": (cast.dora, {ek.word}),
            "a colleague": (colleague, {kuusi.secret, *KNOWN_AT_KUUSI}),
        }
        wrong, got, told = [], set(), set()
        for name, (person, theirs) in readers.items():
            browser = person.browser()
            for rule in readable(app):
                for url in (url for house in houses for url in house.urls(rule)):
                    answer = browser.get(url)
                    said = words_in(answer)
                    wrong += [f"{name}: {url} holds {word}" for word in words - theirs if word in said]
                    if answer.status_code == 200 and not is_page(answer):
                        got.add(rule.endpoint)
                        told |= {rule.endpoint} if any(word in said for word in (*theirs, "Kuusi", "Eken")) else set()
        assert wrong == []
        assert got == set(DOWNLOADS), "list a new download, with whether its own words have to stand in it"
        assert told >= {endpoint for endpoint, own in DOWNLOADS.items() if own}
