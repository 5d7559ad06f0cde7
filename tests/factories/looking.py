"""Pages in a real browser: served on loopback, and gone over by axe and a ruler, in light, in dark and on a phone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import axe_playwright_python
from factories.cast import Member
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
# What axe never calls more than moderate, and what these alone ask for: the style sheets once more (`preload`).
SLIGHT = (
    *("aria-allowed-role", "aria-deprecated-role", "empty-table-header", "form-field-multiple-labels", "heading-order"),
    *("html-xml-lang-mismatch", "image-redundant-alt", "landmark-banner-is-top-level", "landmark-main-is-top-level"),
    *("landmark-contentinfo-is-top-level", "landmark-no-duplicate-banner", "landmark-no-duplicate-contentinfo"),
    *("landmark-no-duplicate-main", "landmark-one-main", "landmark-unique", "meta-viewport-large", "no-autoplay-audio"),
    *("page-has-heading-one", "presentation-role-conflict", "region", "server-side-image-map", "skip-link"),
)
RUN = """async ([only, slight]) => {
    const found = await axe.run(document, {
        resultTypes: ["violations"], selectors: false, preload: false,
        ...(only ? {runOnly: [only]} : {rules: Object.fromEntries(slight.map(rule => [rule, {enabled: false}]))}),
    });
    return found.violations.filter(rule => ["serious", "critical"].includes(rule.impact))
        .flatMap(rule => rule.nodes.map(node => [rule.id, node.html.slice(0, 160)]));
}"""
WIDER = "document.documentElement.scrollWidth - innerWidth"
# The entries of the areas whose words stick out of them, or are broken inside a word.
STICKING_OUT = """() => [...document.querySelectorAll(".areas a > span:not(.count)")].filter(label => {
    const entry = label.parentElement, range = document.createRange();
    range.selectNodeContents(label);
    const lines = new Set([...range.getClientRects()].map(line => line.top)).size;
    return entry.scrollWidth > entry.clientWidth || lines > label.innerText.trim().split(" ").length;
}).map(label => label.innerText)"""
DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}


@contextmanager
def serve(app: Flask) -> Iterator[str]:
    """Serve an application on loopback; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.port}"
    finally:
        server.shutdown()
        thread.join()


def signed_in(person: Member) -> str:
    """Return the session of a person who has signed in."""
    cookie = person.browser().get_cookie("samla")
    assert cookie is not None
    return str(cookie.value)


def serious(page: Page, only: str = "") -> list[list[str]]:
    """Return what axe calls serious or critical, with the element; `only` names the one rule to run."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[list[str]] = page.evaluate(RUN, [only, SLIGHT])
    return found


class Visitor:
    """A browser that opens pages as somebody, and keeps what is wrong with them."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser, self.site, self.wrong = browser, site, list[Any]()
        self.contexts: dict[str, BrowserContext] = {}
        self.at = ""

    def page_as(self, token: str) -> Page:
        """Return the page on which somebody is signed in; nobody, without a token."""
        if token not in self.contexts:
            context = self.browser.new_context(viewport=DESKTOP, color_scheme="light", reduced_motion="reduce")  # type: ignore[arg-type]  # a size
            if token:
                context.add_cookies([{"name": "samla", "value": token, "url": self.site}])
            page = context.new_page()
            page.on("console", lambda said: self.wrong.append((self.at, said.text)) if said.type == "error" else None)
            page.on("pageerror", lambda error: self.wrong.append((self.at, str(error))))
            self.contexts[token] = context
        return self.contexts[token].pages[0]

    def visit(self, token: str, url: str) -> None:
        """Open a page as somebody, and look at it."""
        page, self.at = self.page_as(token), url
        answer = page.goto(self.site + url)
        assert answer is not None
        if not answer.ok:
            self.wrong.append((url, answer.status))
        self.look(page)

    def look(self, page: Page) -> None:
        """Go over a page that is open, in light and in dark, and measure it on a phone."""
        self.wrong += [(self.at, *found) for found in serious(page)]
        page.emulate_media(color_scheme="dark")
        self.wrong += [(self.at, "dark", *found) for found in serious(page, "color-contrast")]
        page.emulate_media(color_scheme="light")
        self.measure(page)

    def measure(self, page: Page) -> None:
        """Hold a ruler to a page that is open, on a desktop and on a phone."""
        self.wrong += [(self.at, "sticks out of the areas", words) for words in page.evaluate(STICKING_OUT)]
        if page.evaluate(WIDER) > 0:
            self.wrong.append((self.at, "wider than a desktop"))
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a size
        if page.evaluate(WIDER) > 0:
            self.wrong.append((self.at, "wider than a phone"))
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]  # a size

    def close(self) -> None:
        """Close every browser window."""
        for context in self.contexts.values():
            context.close()
