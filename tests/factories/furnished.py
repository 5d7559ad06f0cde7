"""Two houses with something of everything in them, so that every page and every download there can be opened."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from factories.articles import new_article, new_list, priced
from factories.attached import attach
from factories.business_ids import orgnr
from factories.cast import Cast, House, Member
from factories.contracts import contract_input, new_contract
from factories.requests import csv_file, imported, new_customer, ready_house, seller_input, swedish_input
from factories.working import worker_of
from flask import Flask
from PIL import Image
from sqlalchemy import text
from werkzeug.routing import Rule

from billing.attachments.rules.taking import take
from billing.delivery.actions import choose_by_hand
from billing.desk.actions import (
    Together,
    ask_to_send,
    attach_to_written,
    begin_written,
    claim_written,
    copy_written,
    save_written,
    submit_written,
)
from billing.desk.rules.checklist import CHECKS
from billing.desk.rules.typed import TypedInvoice, TypedLine
from billing.factoring.actions import AgreementInput, save_agreement
from billing.requests.actions import Upload as CardFile
from billing.requests.actions.customer_files import keep_customer_file
from billing.requests.queries import RequestQuery, request_rows
from billing.runs.actions import Chunk, issue_chunk, start_run
from billing.runs.queries import chunk_invoices
from billing.streams.queries import get_stream
from billing.takeover.actions import Stated, take_over
from billing.takeover.queries import take_over_rows
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.collaborations.noting import accept_new_terms
from tenants.conversations.actions import Question, Subject, Upload, start_conversation
from tenants.diligence.actions import NewDiligence, record_diligence
from tenants.diligence.queries import client_of_workspace
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import BatchId, ClientId
from tenants.kernel.scope import Scope
from tenants.saved_views.actions import save_view
from tenants.terms.actions import Consent, Publication, publish
from tenants.terms.queries import record_rows, terms_to_accept

BY_EINVOICE = {
    "business_id": "9234567-0",
    "einvoice_scheme": "0216",
    "einvoice_address": "003792345670",
    "einvoice_operator": "003723327487",
    "buyer_reference": "Osto",
    "delivery": "einvoice",
}
SCAN = b"%PDF-1.7 a power of attorney of "
# What a route's parameter may be when it isn't the id of a thing.
SEVERAL = {"AnyConverter": ("pdf", "seal", "evidence"), "syntax": ("ubl", "finvoice")}
WORDS = {
    "today.waiting": {"kind": "invalid"},
    "terms.text": {"kind": "terms_of_service", "version": "1"},
    "invitation.opened": {"token": "x"},
    "sign_in.join_opened": {"token": "x"},
}
FILES = {"diligence.file": "diligence_file", "questions.file": "question_file", "requests.imported": "import_file"}
FILES |= {"customers.preview": "customer_file"}


@dataclass(frozen=True, slots=True)
class Furnished:
    """A house, its two people, the word that stands in its books and the one only its staff may read.

    `ids` are by the names of parameters; under an endpoint with a question mark, what its address ends with.
    """

    house: House
    staff: Member
    admin: Member
    word: str
    secret: str
    ids: dict[str, str]

    def urls(self, rule: Rule) -> Iterator[str]:
        """Yield the addresses of a route in this house: one, or one for each of the kinds it knows."""
        named = {name: type(rule._converters[name]).__name__ for name in rule.arguments}
        choices: list[dict[str, str]] = [{}]
        for name, converter in named.items():
            values = SEVERAL.get(converter) or SEVERAL.get(name) or (self._value(rule.endpoint, name),)
            choices = [{**chosen, name: value} for chosen in choices for value in values]
        for chosen in choices:
            built = rule.build(chosen)
            assert built is not None
            yield built[1] + self.ids.get(f"{rule.endpoint}?", "")

    def _value(self, endpoint: str, name: str) -> str:
        if name in WORDS.get(endpoint, {}):
            return WORDS[endpoint][name]
        if name == "written_id" and endpoint.startswith("written."):
            return self.ids["draft_id"]
        if name == "file_id":
            return self.ids[FILES[endpoint]]
        return self.ids[name]


def furnish(cast: Cast, app: Flask, *, drawn: bool) -> tuple[Furnished, Furnished]:
    """Return Kuusi's and Ek's houses with everything in them; `drawn`, with the documents that workers make."""
    with transaction(scope=Scope()) as now:
        since = now - timedelta(minutes=1)
        publish(Publication("terms_of_service", 2, "en", "Terms of service", "The new text.", since, True))
    kuusi = _furnished(cast.kuusi, cast.alice, cast.bob, ("Kanarialintu", "Kuusenkanaria"), "FI")
    ek = _furnished(cast.ek, cast.charlie, cast.dora, ("Kanariesiska", "Ekkanarie"), "SE")
    if drawn:
        worker_of(app, leaving=())()
    return kuusi, ek


def _furnished(house: House, staff: Member, admin: Member, words: tuple[str, str], country: str) -> Furnished:
    word, secret = words
    ids = {"firm_id": str(house.firm_id), "workspace_id": str(house.workspace_id)}
    ids["engagement_id"], ids["place_id"], ids["at"] = str(house.engagement_id), ids["workspace_id"], str(uuid4())
    found = Furnished(house, staff, admin, word, secret, ids)
    _accept(found)
    _bill(found, country)
    _sell(found)
    _ask(found)
    _write(found)
    _look_into(found)
    with staff.acting() as (_, now):
        save_view(staff.user_id, "portfolio", f"{secret} view", "state=active", now=now)
    return found


def _bill(found: Furnished, country: str) -> None:
    """Fetch requests, one of them wrong, and run one; another is left for a preview."""
    where, ids, word = found.house.workspace_id, found.ids, found.word
    finnish = country == "FI"
    typed = replace(seller_input() if finnish else swedish_input(vat_id=f"SE{orgnr(556_222_222)}01"), logo=_picture())
    stream = ready_house(found.staff, found.house, typed)
    new_customer(found.staff, found.house, number="10001", name=f"{word} customer", **(BY_EINVOICE if finnish else {}))
    ids["other_id"] = str(new_customer(found.staff, found.house, number="10002", name=f"{word} customer"))
    right, wrong = ("25,5", "7") if finnish else ("25", "7")
    _take_over(found, "EUR" if finnish else "SEK", right)
    rows = (f"R-{n};10001;{word} number {n};1;100,00;{rate}" for n, rate in ((1, right), (2, right), (3, wrong)))
    result = imported(found.staff, where, stream, csv_file(*rows), f"{word}.csv")
    with found.staff.acting(in_=where) as (actor, now):
        cards = CardFile("cards.csv", csv_file(f"10001;{word} customer", ";", header="number;name"))
        ids["customer_file"] = str(keep_customer_file(actor, where, cards, now=now))
        by_key = {row.key: row for row in request_rows(where, RequestQuery())}
    ids["sha256"] = take(*_hours(word)).sha256
    for key in ("R-1", "R-3"):
        attach(found.staff, where, by_key[key].id, _hours(word), said=f"{word} hours")
    with found.staff.acting(in_=where) as (actor, now):
        day = local_day(now, "FI" if finnish else "SE")
        run_id = start_run(actor, where, stream, [by_key["R-1"].id], issued_on=day, fingerprint=None, now=now)
        ids |= {"stream_id": str(stream), "series_id": str(get_stream(where, stream).series_id)}
        agreed = AgreementInput(
            name=f"{word} Finance", **({"iban": "FI2112345600000785"} if finnish else {"bankgiro": "5050-1055"})
        )
        ids["factoring_id"] = str(save_agreement(actor, where, agreed, now=now))
    job = job_actor("workspace", where)
    with transaction(scope=job.scope(acting=where)) as now:
        issue_chunk(job, where, Chunk(run_id, 0), now=now)
        (invoice,) = chunk_invoices(where, run_id, 0)
    ids |= {"import_file": str(result.file_id), "request_id": str(by_key["R-3"].id), "run_id": str(run_id)}
    with found.staff.acting(in_=where) as (actor, now):
        ids["printing_id"] = str(choose_by_hand(actor, where, [invoice], now=now))
    ids |= {"invoice_id": str(invoice), "customer_id": str(by_key["R-1"].customer_id)}


def _take_over(found: Furnished, currency: str, rate: str) -> None:
    """Take a list of one open receivable over."""
    where = found.house.workspace_id
    row = f"OLD-1;10002;2026-09-01;2026-09-15;125,00;125,00;{rate};{found.word} taken over"
    data = csv_file(row, header="number;customer_number;issued_on;due_on;total;open;vat_rate;text")
    stated = Stated(totals={currency: Decimal(125)}, next_numbers={})
    with found.staff.acting(in_=where) as (actor, now):
        take_over(actor, where, CardFile(f"{found.word}.csv", data), stated, now=now)
        found.ids["take_over_id"] = str(take_over_rows(where)[0].id)


def _sell(found: Furnished) -> None:
    """Open a price list, with an article that costs something by it."""
    word, house, staff = found.word, found.house, found.staff
    price_list = new_list(staff, house, f"{word} list")
    article = new_article(staff, house, code="A-1", texts={"fi": word, "sv": word})
    for amount, since in (("12.50", date(2026, 1, 1)), ("13.0525", date(2090, 1, 1))):
        priced(staff, house, article, price_list, amount, since)
    found.ids["article_id"] = str(article)
    found.ids["contract_id"] = str(new_contract(staff, house, contract_input(name=f"{word} contract")))


def _ask(found: Furnished) -> None:
    where, word = found.house.workspace_id, found.word
    with found.staff.acting(in_=where) as (actor, now):
        file = Upload("rows.csv", f"a;{word}\n1;2".encode())
        asked = Question(subject=f"{word}?", body=f"The receipt of {word}.", files=(file,))
        asked_id = start_conversation(actor, where, Subject("client", where, f"{word} client"), asked, now=now)
        found.ids["question_file"] = str(
            _one("select file_id from conversation_attachment where workspace_id = :in", where)
        )
    found.ids.update({"conversation_id": str(asked_id), "questions.new?": f"?about=client&id={where}"})


def _write(found: Furnished) -> None:
    """Have the staff write an invoice, submit it and take it in hand; another stays a draft."""
    where, word = found.house.workspace_id, found.word
    line = TypedLine(text=f"{word} written", quantity="2", price="10")
    typed = TypedInvoice(customer_id=found.ids["customer_id"], lines=(line,), message=word)
    with found.staff.acting(in_=where) as (actor, now):
        written_id = begin_written(actor, where, now=now)
        version = save_written(actor, where, written_id, typed, version=1, now=now)
        hours = (CardFile(*_hours(word)),)
        attach_to_written(actor, where, written_id, hours, f"{word} hours", now=now)
        submit_written(actor, where, written_id, version=version + 1, now=now)
        claim_written(actor, where, written_id, now=now)
        found.ids["draft_id"] = str(copy_written(actor, where, written_id, now=now))
        found.ids["batch_id"] = str(uuid4())
        asked = Together(shown={written_id: "changed"}, issued_on=date(2026, 11, 20), checked=frozenset(CHECKS))
        ask_to_send(actor, where, BatchId(UUID(found.ids["batch_id"])), asked, now=now)
    found.ids["written_id"] = str(written_id)


def _look_into(found: Furnished) -> None:
    firm_id = found.house.firm_id
    with found.staff.acting(firm=firm_id) as (actor, now):
        client_id: ClientId = client_of_workspace(firm_id, found.house.workspace_id)
        # Over in each country, whichever hour it is.
        day = (now - timedelta(days=1)).date()
        note, file = f"{found.secret} noted", (f"{found.secret}.csv", f"a;{found.secret}\n1;2".encode())
        renews_on = day + timedelta(days=300)
        new = NewDiligence(
            done_by=found.staff.user_id, done_on=day, risk="normal", renews_on=renews_on, note=note, files=(file,)
        )
        record_diligence(actor, firm_id, client_id, new, now=now)
        found.ids["diligence_file"] = str(_one("select file_id from due_diligence_file where firm_id = :in", firm_id))
        collaboration = "select id from collaboration where firm_id = :in"
        found.ids["collaboration_id"] = str(_one(collaboration, firm_id))
    found.ids["client_id"] = str(client_id)


def _accept(found: Furnished) -> None:
    """Have the admin accept the newer terms with a power of attorney."""
    where = found.house.workspace_id
    with found.admin.acting(in_=where) as (actor, now):
        read = frozenset(each.sha256 for each in terms_to_accept(where, "en", now=now))
        consent = Consent(read, "power_of_attorney", "127.0.0.1", SCAN + found.word.encode() + b"\n%%EOF\n")
        accept_new_terms(actor, where, consent, language="en", now=now)
        found.ids["record_id"] = str(record_rows(where)[0].id)


def _one(query: str, place: UUID) -> Any:
    return db.session.scalar(text(query), {"in": place})


def _hours(word: str) -> tuple[str, bytes]:
    return f"{word} hours.csv", f"day;hours\n2026-11-02;{word}\n".encode()


def _picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(file, "PNG")
    return file.getvalue()
