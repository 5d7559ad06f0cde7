"""The company's admin answers: joins, reads, accepts, or declines and says why."""

from tests.journeys.staging import PASSWORD
from tests.journeys.walking import Walker, enrol


def is_void(walker: Walker, link: str) -> bool:
    """Return whether a link from a mail lets nobody in any more."""
    return 'name="password"' not in walker.page.request.get(link).text()


def join(admin: Walker, link: str) -> None:
    """Open an invitation as a new person, choose a password, and set the second step up."""
    admin.go(link)
    admin.fill(name="Bo Savinen", password=PASSWORD)
    admin.press("Go on to the agreement")
    enrol(admin)


def accept(admin: Walker) -> None:
    """Accept what waits, with all texts that wait with it."""
    admin.choose(authority="signatory")
    admin.page.locator("main [name=consent]").check()
    admin.press("Accept")
    admin.sees("Accepted. The collaboration is active.")


def decline(admin: Walker, reason: str) -> None:
    """Decline what waits, with a reason."""
    admin.page.locator("summary", has_text=admin.word("Decline this request")).click()
    admin.fill(reason=reason)
    admin.press("Decline")
    admin.sees("Declined. The firm is told.")


def facts(walker: Walker) -> dict[str, str]:
    """Return the page's facts, by what they are called."""
    pairs = walker.page.locator("main dl.facts > div").all()
    return {pair.locator("dt").inner_text(): pair.locator("dd").inner_text() for pair in pairs}


def charges(walker: Walker, books: str) -> list[str]:
    """Return what was charged for the plan, as the agreement's page tells it."""
    walker.go(f"{books}/agreement")
    rows = walker.page.locator("section[aria-labelledby=periods] tbody tr")
    return [" ".join(row.split()) for row in rows.all_inner_texts()]
