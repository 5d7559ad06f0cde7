"""A firm takes a company on as a client, and the company's admin accepts."""

import re
import time

from portal.demo.mail_catcher import MailCatcher
from portal.demo.mail_catcher.storage import Mail
from tests.journeys.staging import PASSWORD, Stage
from tests.journeys.walking import PATIENCE, Walker, enrol


def invite(owner: Walker, stage: Stage) -> None:
    """Put the company on the register, and go through the wizard to Activate."""
    owner.go(f"/f/{stage.firm_id}/clients")
    owner.follow("Add the first client")
    owner.choose(country="FI", language=stage.language)
    owner.fill(business_id=stage.client_id, name=stage.client, contact_name="Bo Savinen", contact_email=stage.admin)
    owner.press("Add the client")
    owner.sees("No collaboration yet. The client is invited, accepts the terms, and then you can work in its books.")
    owner.page.locator("[name=engagement_name]").fill("Invoicing 2026")
    owner.page.get_by_label(stage.accountant_name).check()
    owner.press("Create the engagement")
    owner.follow("Start a collaboration")
    owner.press("Continue")
    owner.choose(variant="pro", payer="firm", months="12")
    owner.press("Continue")
    owner.press("Continue")
    owner.press("Activate")


def accept(admin: Walker, stage: Stage, mails: MailCatcher) -> None:
    """Follow the link in the mail, choose a password, read the terms and accept them."""
    mail = wait_for_mail(mails, stage.admin)
    link = re.search(r"http://\S+/invitation/\S+", mail.text)
    assert link is not None, mail.text
    admin.go(link[0])
    admin.fill(name="Bo Savinen", password=PASSWORD)
    admin.press("Go on to the agreement")
    enrol(admin)
    for text in admin.page.locator("main details summary").all():
        text.click()
    admin.choose(authority="signatory")
    admin.page.locator("main [name=consent]").check()
    admin.press("Accept")
    admin.sees("What is agreed")


def see_active(owner: Walker, stage: Stage) -> None:
    """See the client's state turn, and the way into its books open."""
    owner.page.reload()
    owner.look()
    assert owner.page.get_by_role("link", name=owner.word("Open the client's books")).count() == 1


def wait_for_mail(mails: MailCatcher, to: str) -> Mail:
    """Return the newest mail to an address, once there is one."""
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline:
        for mail_id in mails.mailbox.ids():
            mail = mails.mailbox.find(mail_id)
            if mail is not None and to in mail.to:
                return mail
        time.sleep(0.2)
    raise AssertionError(f"no mail to {to}")
