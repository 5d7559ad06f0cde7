"""The main job, from the first click on a client to the invoice in the client's hands, by each person in turn."""

from pathlib import Path

import pytest
from factories.site import Site
from playwright.sync_api import Browser

from portal.demo.mail_catcher import MailCatcher
from tenants.kernel.language import Language
from tests.journeys.becoming_a_client import accept, invite, see_active
from tests.journeys.invoicing import (
    add_business,
    fetch_requests,
    look_around,
    open_books,
    put_right,
    run,
    save_settings,
    send,
)
from tests.journeys.looking_on import read_invoices, see_nothing
from tests.journeys.staging import PASSWORD, set_stage
from tests.journeys.walking import sign_in, walk


@pytest.mark.parametrize("language", ["fi", "en"])
def test_main_job(site: Site, mails: MailCatcher, browser: Browser, language: Language, tmp_path: Path) -> None:
    stage = set_stage(site.app, language)
    base_url = site.config.base_url

    owner, admin, staff, stranger = (walk(browser, base_url, language) for _ in range(4))

    sign_in(owner, stage.owner, PASSWORD)
    invite(owner, stage)
    accept(admin, stage, mails)
    see_active(owner, stage)

    sign_in(staff, stage.accountant, PASSWORD)
    open_books(staff, stage)
    save_settings(staff, stage)
    add_business(staff, stage)
    fetch_requests(staff, stage, tmp_path)
    put_right(staff)
    run(staff, tmp_path)
    send(staff, stage, mails, site.config.einvoice_outbox)
    look_around(staff)

    invoice = read_invoices(admin, tmp_path)
    sign_in(stranger, set_stage(site.app, language, name="Ek").owner, PASSWORD)
    see_nothing(stranger, invoice)
    assert {walker.page.url: walker.faults for walker in (owner, admin, staff, stranger) if walker.faults} == {}
