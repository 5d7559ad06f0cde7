"""What stays with a firm after an end: the records of what its client accepted in its time, and nothing else."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from factories.cast import Cast, Member, make_person
from factories.requests import new_customer, ready_house
from factories.ways import BOBS_ID, bob_accepts, charlie_asks
from flask import Flask
from sqlalchemy import func, select, update

from billing.customers.models import Customer
from portal.edge.transaction import transaction
from tenants.agreements.models import Agreement
from tenants.clients.queries import find_client
from tenants.collaborations.evidence import kept_record_file, kept_records
from tenants.collaborations.models import Collaboration
from tenants.collaborations.noting import accept_new_terms
from tenants.files.models import File
from tenants.firms.actions import take_on
from tenants.kernel.db import db
from tenants.kernel.ids import ClientId
from tenants.kernel.refusals import Forbidden, NotFound
from tenants.kernel.scope import Scope
from tenants.registries.business_ids import parse_business_id
from tenants.terms.actions import Consent, Publication, keep_record, publish
from tenants.terms.models import AcceptanceRecord
from tenants.terms.queries import record_rows, terms_to_accept

PDF, SEAL = b"%PDF-1.7 what was accepted", b'{"seal": "of it"}'


def make_files(cast: Cast) -> list[UUID]:
    """Keep a PDF and a seal for every record of Bob's acceptances, and return the records, the newest first."""
    where = cast.kuusi.workspace_id
    with cast.bob.acting(in_=where) as (_, now):
        records = [row.id for row in record_rows(where)]
        for record_id in records:
            keep_record(where, record_id, PDF, SEAL, now=now)
    return records


def end(cast: Cast) -> None:
    """End the collaboration of Alice's firm now."""
    with cast.bob.acting(in_=cast.kuusi.workspace_id) as (_, now):
        ours = update(Collaboration).where(Collaboration.firm_id == cast.kuusi.firm_id)
        db.session.execute(ours.values(state="ended", ended_at=now))


def accept_a_new_version(cast: Cast) -> None:
    """Have Bob accept terms that are published now."""
    where = cast.kuusi.workspace_id
    with transaction(scope=Scope()) as now:
        publish(Publication("terms_of_service", 2, "en", "Terms", "New.", now - timedelta(seconds=1), True))
    with cast.bob.acting(in_=where) as (actor, now):
        read = frozenset(text.sha256 for text in terms_to_accept(where, "en", now=now))
        accept_new_terms(actor, where, Consent(read, "signatory", "127.0.0.1"), language="en", now=now)


def client_of(cast: Cast, member: Member, firm_id: UUID) -> ClientId:
    """Return Bob's company on a firm's register."""
    with member.acting(firm=firm_id):
        client = find_client(firm_id, "FI", parse_business_id("FI", BOBS_ID))  # type: ignore[arg-type]  # a firm's id
    assert client is not None
    return client.id


def kept_by(cast: Cast, member: Member, client_id: ClientId) -> Sequence[UUID]:
    """Return what Alice's firm keeps, as one of its people sees it."""
    with member.acting(firm=cast.kuusi.firm_id) as (actor, _):
        return [row.id for row in kept_records(actor, cast.kuusi.firm_id, client_id)]


@pytest.fixture
def ours(cast: Cast) -> ClientId:
    return client_of(cast, cast.alice, cast.kuusi.firm_id)


class TestAfterAnEnd:
    def test_the_records_and_their_files_stay_to_be_fetched_and_nothing_else(self, cast: Cast, ours: ClientId) -> None:
        (record,) = make_files(cast)
        end(cast)
        alice, base = cast.alice.browser(), f"/f/{cast.kuusi.firm_id}/clients/{ours}"
        page = alice.get(base).get_data(as_text=True)
        assert "Records of acceptance" in page
        for kind, content in (("pdf", PDF), ("seal", SEAL)):
            url = f"{base}/records/{record}/{kind}"
            assert f'href="{url}"' in page
            assert alice.get(url).data == content
        assert alice.get(f"{base}/records/{record}/evidence").status_code == 404
        for inside in ("", "/terms", "/agreement", f"/terms/records/{record}/pdf"):
            assert alice.get(f"/w/{cast.kuusi.workspace_id}{inside}").status_code == 404

    def test_the_plan_of_today_is_shown_nowhere(self, cast: Cast, ours: ClientId) -> None:
        alice, firm = cast.alice.browser(), f"/f/{cast.kuusi.firm_id}"
        pages = (f"{firm}/clients/{ours}", f"{firm}/clients", f"{firm}/portfolio/list?state=ended")
        before = [alice.get(page).get_data(as_text=True) for page in pages]
        assert all("<td" not in page or "Pro" in page for page in before[:2])
        end(cast)
        with cast.alice.acting():
            assert db.session.scalar(select(func.count()).select_from(Agreement)) == 0
        detail, register, portfolio = (alice.get(page).get_data(as_text=True) for page in pages)
        assert "490.00" not in detail
        for fact in ("Renewal", "Last day to cancel", "Payer of the plan", "Change, cancel or end"):
            assert fact in before[0], fact
            assert fact not in detail.replace("Renewal month", ""), fact
        for page in (register, portfolio):
            rows = page[page.find("<tbody") : page.find("</tbody")]
            assert "Kuusi Keramiikka" in rows
            assert ">Pro<" not in rows

    def test_the_database_alone_shows_the_records_and_their_files_only(self, cast: Cast, ours: ClientId) -> None:
        ready_house(cast.alice, cast.kuusi)
        new_customer(cast.alice, cast.kuusi)
        make_files(cast)
        end(cast)
        with cast.alice.acting():
            assert db.session.scalar(select(func.count()).select_from(AcceptanceRecord)) == 1
            assert set(db.session.scalars(select(File.media_type))) == {"application/pdf", "application/json"}
            assert db.session.scalar(select(func.count()).select_from(Customer)) == 0
        with cast.charlie.acting():
            mine = (AcceptanceRecord.workspace_id == cast.kuusi.workspace_id,)
            assert db.session.scalar(select(func.count()).select_from(AcceptanceRecord).where(*mine)) == 0
            assert db.session.scalar(select(func.count()).select_from(File)) == 0

    def test_what_is_accepted_later_is_the_clients_alone(self, app: Flask, cast: Cast, ours: ClientId) -> None:
        (record,) = make_files(cast)
        end(cast)
        accept_a_new_version(cast)
        later = make_files(cast)[0]
        assert kept_by(cast, cast.alice, ours) == [record]
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, _), pytest.raises(NotFound):
            kept_record_file(actor, cast.kuusi.firm_id, ours, later, "pdf")

    def test_leaders_and_auditors_fetch_them_and_others_are_refused(
        self, app: Flask, cast: Cast, ours: ClientId
    ) -> None:
        (record,) = make_files(cast)
        end(cast)
        people = {role: make_person(app, role) for role in ("auditor", "accountant")}
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            for role, person in people.items():
                take_on(actor, cast.kuusi.firm_id, person.user_id, role, now=now)
        assert kept_by(cast, people["auditor"], ours) == [record]
        assert kept_by(cast, people["accountant"], ours) == []
        with people["accountant"].acting(firm=cast.kuusi.firm_id) as (actor, _), pytest.raises(Forbidden):
            kept_record_file(actor, cast.kuusi.firm_id, ours, record, "pdf")

    def test_there_is_nothing_for_strangers(self, cast: Cast, ours: ClientId) -> None:
        (record,) = make_files(cast)
        end(cast)
        for person in (cast.charlie, cast.dora, cast.bob):
            for firm_id in (cast.kuusi.firm_id, cast.ek.firm_id):
                url = f"/f/{firm_id}/clients/{ours}/records/{record}/pdf"
                assert person.browser().get(url).status_code == 404


class TestAnotherFirm:
    """Charlie's firm asks Bob's company while Alice's works there."""

    def test_is_in_no_record_that_the_first_sees(self, cast: Cast, ours: ClientId) -> None:
        (first,) = make_files(cast)
        bob_accepts(cast, charlie_asks(cast))
        second = make_files(cast)[0]
        where = cast.kuusi.workspace_id
        alice, bob = cast.alice.browser(), cast.bob.browser()
        assert alice.get(f"/w/{where}/terms/records/{second}/pdf").status_code == 404
        assert alice.get(f"/w/{where}/terms/records/{first}/pdf").status_code == 200
        assert str(second) not in alice.get(f"/w/{where}/terms").get_data(as_text=True)
        assert bob.get(f"/w/{where}/terms/records/{second}/pdf").status_code == 200
        assert kept_by(cast, cast.alice, ours) == [first]
        end(cast)
        assert kept_by(cast, cast.alice, ours) == [first]

    def test_keeps_with_the_first_what_is_accepted_under_both(self, app: Flask, cast: Cast, ours: ClientId) -> None:
        bob_accepts(cast, charlie_asks(cast))
        accept_a_new_version(cast)
        both, theirs, first = make_files(cast)
        assert kept_by(cast, cast.alice, ours) == [both, first]
        firm_id = cast.ek.firm_id
        charlies = client_of(cast, cast.charlie, firm_id)
        with cast.charlie.acting(firm=firm_id) as (actor, _):
            assert [row.id for row in kept_records(actor, firm_id, charlies)] == [both, theirs]
