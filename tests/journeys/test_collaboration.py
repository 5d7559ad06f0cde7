"""A collaboration from the first question to its end, by each person in their own language; it takes two years.

Carl's firm wins a new client, Olga's asks it while it subscribes and wins it over; they change the plan, and part. By
then the client is known and has no plan, and Carl's firm asks again.
"""

from dataclasses import replace

from tests.journeys.answering import accept, charges, decline, facts, is_void, join
from tests.journeys.asking import (
    invitation,
    is_badged,
    outcomes,
    propose_plan,
    propose_to_subscriber,
    register,
    send_to,
)
from tests.journeys.changing import ask_for_change, end, would_lose
from tests.journeys.invoicing import books
from tests.journeys.living import NOT_FOUND, House, is_turned_away
from tests.journeys.telling_a_story import ADMIN, COMPANY, MISTYPED, Story

REASON = "We stay where we are until the summer."


def test_collaboration(house: House) -> None:
    story = Story.begin(house)
    win_a_new_client(story)
    ask_a_subscriber(story)
    move_to_the_other_firm(story)
    change_at_the_renewal(story)
    part_with_the_plan(story)
    ask_who_is_known(story)
    # What Ek is given back waits for the invoice that it takes back.
    assert story.billed() == [(story.ek.firm, 490), (story.kuusi.firm, 490), (COMPANY, 90), (COMPANY, 57)]
    assert {walker.page.url: walker.faults for walker in house.walkers if walker.faults} == {}


def win_a_new_client(story: Story) -> None:
    """Way 3, with a request that is withdrawn and a mail to a wrong address: only the last link opens anything."""
    carl = story.carl
    register(carl, replace(story.ek, admin=MISTYPED))
    carl.follow("Start a collaboration")
    assert is_badged(carl, "New on Samla")
    propose_plan(carl, "pro", "firm", "12")
    carl.press("Continue")
    carl.press("Activate")
    withdrawn = invitation(story.house, MISTYPED)
    carl.page.reload()
    carl.confirm("Withdraw the request")
    carl.follow("Ask again")
    propose_plan(carl, "pro", "firm", "12")
    carl.press("Continue")
    carl.press("Activate")
    mistyped = invitation(story.house, MISTYPED)
    carl.page.reload()
    send_to(carl, ADMIN)
    link = invitation(story.house, ADMIN)
    assert [is_void(story.bo, each) for each in (withdrawn, mistyped)] == [True, True]
    join(story.bo, link)
    accept(story.bo)
    story.books = books(story.bo)
    story.house.work()
    accepted, earlier = outcomes(carl, story.ek)
    assert carl.word("Accepted") in accepted
    assert carl.word("Withdrawn") in earlier


def ask_a_subscriber(story: Story) -> None:
    """Way 1: Olga is told a badge and nothing else; Bo declines with a reason, and accepts when she asks again."""
    olga, bo = story.olga, story.bo
    register(olga, story.kuusi)
    olga.follow("Start a collaboration")
    assert is_badged(olga, "Subscribes already", "Pro")
    propose_to_subscriber(olga, payer_after="firm")
    assert not any(secret in olga.page.content() for secret in (story.ek.firm, ADMIN))
    assert "490" not in olga.page.locator("main").inner_text(), "what was agreed with the other firm is shown"
    assert olga.page.request.get(f"{olga.base_url}{story.books}/invoices").status == NOT_FOUND
    story.house.work()
    bo.go(f"{story.books}/approvals")
    decline(bo, REASON)
    story.house.work()
    (row,) = outcomes(olga, story.kuusi)
    assert olga.word("Declined") in row
    assert REASON in row
    olga.follow(COMPANY)
    olga.follow("Ask again")
    propose_to_subscriber(olga, payer_after="firm")
    bo.go(f"{story.books}/approvals")
    told = facts(bo)
    assert story.ek.firm in told["Payer of the plan"]
    assert story.kuusi.firm in told["Payer after a hand-over"]
    accept(bo)
    story.house.work()
    assert len(charges(bo, story.books)) == 1


def move_to_the_other_firm(story: Story) -> None:
    """Bo parts with the firm that pays; Carl, in whose browser the books stand open, is out; nothing is paid twice."""
    carl, bo = story.carl, story.bo
    carl.go(f"{story.books}/requests")
    said = end(bo, story.books, story.ek.firm, "continues")
    assert "Requests not invoiced 0" in said
    assert f"paid by another, who has agreed to it: The firm: {story.kuusi.firm}" in said
    assert is_turned_away(carl)
    story.house.work()
    bo.go(f"{story.books}/agreement")
    told = facts(bo)
    assert story.kuusi.firm in told["Payer of the plan"]
    back, rest, whole = charges(bo, story.books)
    assert (story.ek.firm in back, story.kuusi.firm in rest, story.ek.firm in whole) == (True, True, True)
    assert "−490.00" in back


def change_at_the_renewal(story: Story) -> None:
    """Olga asks for a smaller plan that the client pays, and sees what is lost; Bo agrees; the renewal brings it."""
    olga, bo = story.olga, story.bo
    ask_for_change(olga, story.books, variant="invoice", payer="client", when="renewal")
    assert would_lose(olga)
    olga.press("Ask for the change")
    story.house.work()
    bo.go(f"{story.books}/agreement")
    assert facts(bo)["Plan"] == "Pro"
    bo.press("Agree")
    assert len(charges(bo, story.books)) == 3
    story.next_year()
    renewed, *_ = charges(bo, story.books)
    assert f"Invoice The client: {COMPANY} 90.00" in renewed
    assert facts(bo)["Plan"] == "Invoice"


def part_with_the_plan(story: Story) -> None:
    """Bo ends with Olga's firm, and lets the plan end: she is out at her next click, he reads his books for good."""
    olga, bo = story.olga, story.bo
    olga.go(f"{story.books}/invoices")
    end(bo, story.books, story.kuusi.firm, "read_only")
    assert is_turned_away(olga)
    story.next_year()
    bo.go(f"{story.books}/agreement")
    bo.sees("No agreement is in force. Books and history can be read.")
    assert len(charges(bo, story.books)) == 4
    for area in ("invoices", "audit", "terms", "requests"):
        bo.go(f"{story.books}/{area}")


def ask_who_is_known(story: Story) -> None:
    """Way 2: Carl's firm finds the client known and without a plan, and offers one that the client is to pay."""
    carl, bo = story.carl, story.bo
    carl.go(f"/f/{story.ek.firm_id}/clients")
    carl.follow(COMPANY)
    assert "90,00" not in carl.page.locator("main").inner_text(), "what was agreed with the firm after his is shown"
    carl.follow("Ask again")
    carl.press("Look up again")
    assert is_badged(carl, "Known on Samla")
    propose_plan(carl, "start", "client", "3")
    carl.press("Activate")
    story.house.work()
    bo.go(f"{story.books}/approvals")
    accept(bo)
    story.house.work()
    assert f"Start The client: {COMPANY} 57.00" in charges(bo, story.books)[0]
    carl.go(f"{story.books}/requests")
