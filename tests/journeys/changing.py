"""The agreement is changed by those who pay for it, and the collaboration ends."""

from tests.journeys.walking import Walker


def ask_for_change(walker: Walker, books: str, **wanted: str) -> None:
    """Choose what is to be different, and look at what it brings before anything is asked for."""
    walker.go(f"{books}/agreement")
    walker.follow("Change the agreement")
    walker.choose(**wanted)
    walker.press("Show what it costs")


def would_lose(walker: Walker) -> list[str]:
    """Return what the review says would no longer be available."""
    walker.sees("These would no longer be available:")
    return walker.page.locator("section[aria-labelledby=review] ul").nth(1).locator("li").all_inner_texts()


def end(walker: Walker, books: str, firm: str, outcome: str) -> str:
    """End the collaboration with a firm today; returns what the page said is still open, and what comes of it."""
    walker.go(f"{books}/agreement")
    side = walker.page.locator("article", has=walker.page.get_by_role("heading", name=firm))
    walker.follow("End the collaboration", side)
    said = " ".join(walker.page.locator("main").inner_text().split())
    walker.choose(outcome=outcome)
    walker.press("End the collaboration")
    walker.sees("The end of the collaboration is written down. Both sides are told by e-mail.")
    return said
