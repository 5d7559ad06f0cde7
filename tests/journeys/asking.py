"""A firm asks a company to work together: as a new one, as one that subscribes already, as one that is known."""

import re

from tests.journeys.becoming_a_client import wait_for_mail
from tests.journeys.living import House
from tests.journeys.staging import Stage
from tests.journeys.walking import Walker

ENGAGEMENT = "Invoicing 2026"


def register(staff: Walker, stage: Stage) -> None:
    """Look a company up by its business id alone, put it on the register, and make an engagement for it."""
    staff.go(f"/f/{stage.firm_id}/clients/new")
    staff.choose(country="FI", language="en")
    staff.fill(business_id=stage.client_id)
    staff.press("Look up and fill in")
    staff.fill(name=stage.client, contact_name="Bo Savinen", contact_email=stage.admin)
    staff.press("Add the client")
    staff.page.locator("[name=engagement_name]").fill(ENGAGEMENT)
    staff.press("Create the engagement")


def propose_plan(staff: Walker, variant: str, payer: str, months: str) -> None:
    """Go through the wizard where a plan is to be chosen, up to its review."""
    staff.press("Continue")
    staff.choose(variant=variant, payer=payer, months=months)
    staff.press("Continue")


def propose_to_subscriber(staff: Walker, *, payer_after: str) -> None:
    """Go through the wizard where the company has a plan, and activate."""
    staff.press("Continue")
    staff.choose(payer_after=payer_after)
    staff.press("Continue")
    staff.press("Activate")
    staff.sees("The company's admin is asked by e-mail.")


def is_badged(staff: Walker, words: str, plan: str = "") -> bool:
    """Return whether the page tells how a company stands, and with which plan."""
    badge = staff.page.locator(".badge", has_text=staff.word(words))
    line = badge.first.locator("xpath=..").inner_text()
    return badge.count() == 1 and plan in line


def send_to(staff: Walker, email: str) -> None:
    """Send the invitation again, to another address."""
    staff.fill(contact_email=email)
    staff.press("Send again")


def outcomes(staff: Walker, stage: Stage) -> list[str]:
    """Return what came of each request that the firm has sent, the newest first."""
    staff.go(f"/f/{stage.firm_id}/clients/requests")
    return [" ".join(row.split()) for row in staff.page.locator("tbody tr").all_inner_texts()]


def invitation(house: House, to: str) -> str:
    """Return the link in the newest mail to an address."""
    house.work()
    link = re.search(r"http://\S+/invitation/\S+", wait_for_mail(house.mails, to).text)
    assert link is not None
    return link[0]
