"""The company that runs this installation: it charges the plans in its own books, and bills the first of them."""

from collections.abc import Sequence
from typing import Final

from billing.customers.queries import CustomerQuery, customer_rows
from billing.requests.queries import request_counts
from billing.runs.queries import run_rows
from billing.seller.actions import SellerInput
from billing.streams.rules import NewStream
from portal.demo.keys import Keys
from portal.demo.scenario.assignment import Assignment
from portal.demo.scenario.house import House, found
from portal.demo.scenario.invoicing import fill_in, run_all, send_all, set_up
from portal.demo.scenario.proving import prove
from portal.demo.scenario.stage import Stage, acting, looking
from portal.demo.scenario.story import Batch, Expected, Mend, Story, Work
from portal.edge.transaction import transaction
from tenants.agreements.actions import Offer
from tenants.clients.actions import NewClient
from tenants.firms.actions import NewFirm
from tenants.kernel.scope import Scope
from tenants.registries.business_ids import parse_business_id
from tenants.registries.vat_ids import vat_id_of
from tenants.users.actions import NewUser
from tenants.workspaces.own_books import open_own_books, run_platform

PLATFORM: Final = NewFirm("FI", "9120454-2", "Samlan Palvelut Oy", "laskutus@samlan-palvelut.example")
CHARGER: Final = NewUser("petra@samlan-palvelut.example", "Petra Palve", "en")
WORK: Final = Work(
    seller=SellerInput(
        street="Lokkikuja 4",
        postal_code="00210",
        city="Helsinki",
        email=PLATFORM.email,
        language="fi",
        vat_id="FI91204542",
        seat="Helsinki",
        iban="FI3199900112340149",
        bic="NDEAFIHH",
    ),
    batches=(Batch(NewStream("plans", "Palvelupaketit", "10", 5), ()),),
    mend=Mend("", "", {}),
    expected=Expected(read=0, issued=5, invalid=0, cancelled=0),
)
STORY: Final = Story(
    client=NewClient("FI", PLATFORM.business_id, PLATFORM.name, CHARGER.name, CHARGER.email, "", "en"),
    offer=Offer("pro", 12, "client"),
    reached="active",
    work=WORK,
)


def find_or_found_platform(stage: Stage) -> Assignment:
    """Return the platform's own books, with the stream and the settings that plans are charged by."""
    house = _house(stage.keys)
    with acting(house.owner, firm=house.firm_id) as (actor, now):
        workspace_id = open_own_books(actor, house.firm_id, now=now)
    with transaction(scope=Scope(firms=(house.firm_id,), firm=house.firm_id)):
        run_platform(house.firm_id, workspace_id)
    job = Assignment(stage, house, STORY, WORK, workspace_id)
    set_up(job)
    return job


def charge(job: Assignment, stories: Sequence[Story]) -> None:
    """Bill the plan of every client that has accepted, once, to whoever pays it.

    What a client hasn't said in its own books yet is filled in on its card first; the firm has said where it is.
    """
    plans = [story for story in stories if story.is_accepted]
    job.stage.wait(lambda: _are_charged(job, len(plans)), what=f"The charge of {len(plans)} plans")
    _fill_in_cards(job, plans)
    runs = run_all(job)
    send_all(job, runs)
    prove(job, runs)


def _house(keys: Keys) -> House:
    firm_id, owner = found(PLATFORM, CHARGER, keys)
    return House(firm_id, owner, owner)


def _are_charged(job: Assignment, plans: int) -> bool:
    with looking(job.accountant):
        return bool(run_rows(job.workspace_id)) or request_counts(job.workspace_id).open >= plans


def _fill_in_cards(job: Assignment, plans: Sequence[Story]) -> None:
    known = {parse_business_id(story.country, story.client.business_id): story for story in plans}
    filled = False
    with acting(job.accountant, in_=job.workspace_id) as (actor, now):
        for customer in customer_rows(job.workspace_id, CustomerQuery()):
            business_id = customer.business_id or ""
            if business_id not in known:
                continue
            story = known[business_id]
            card = {"vat_id": vat_id_of(story.country, business_id), **story.address}
            if lacking := {name: value for name, value in card.items() if not getattr(customer, name)}:
                fill_in(actor, job.workspace_id, customer, lacking, now=now)
                filled = True
    if filled:
        job.ok("the cards of those who pay for plans are complete, and what is charged is ready to be billed")
