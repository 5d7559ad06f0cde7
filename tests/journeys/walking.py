"""A person at the browser, who reads labels in their own language, and trips over whatever is wrong with a page."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pyotp
from factories.looking import serious
from playwright.sync_api import Browser, Download, Locator, Page

from tenants.kernel.language import Language, translate

SIZE = {"width": 1280, "height": 860}
PATIENCE = 60_000  # milliseconds, for a machine that does much else
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@dataclass(slots=True)
class Walker:
    """One person in a browser of their own; `seen` are the pages looked at for faults, by address without ids.

    With `careful_at`, only pages with that in their address are gone over by axe: the others are in other tests.
    """

    page: Page
    base_url: str
    language: Language
    complaints: list[str] = field(default_factory=list)
    seen: dict[str, list[str]] = field(default_factory=dict)
    careful_at: str = ""

    def word(self, text: str, **values: object) -> str:
        """Return a sentence in the person's language."""
        return translate(text, self.language, **values)

    def go(self, path: str) -> None:
        """Open an address."""
        self.page.goto(path if path.startswith("http") else self.base_url + path)
        self.look()

    def press(self, label: str, within: Locator | None = None, **values: object) -> None:
        """Press the button of a label, and look at where it leads."""
        self._of("button", label, within, values).click()
        self.look()

    def confirm(self, label: str) -> None:
        """Press what asks before it does anything, and say yes."""
        asking = self.page.locator("details.confirm").filter(
            has=self.page.locator("summary", has_text=re.compile(rf"^\s*{re.escape(self.word(label))}\s*$"))
        )
        asking.locator("summary").first.click()
        self.press(label, asking.first)

    def wait_for_button(self, label: str) -> None:
        """Reload until an action is possible."""
        deadline = time.monotonic() + PATIENCE / 1000
        while not self.page.locator("details.confirm summary", has_text=self.word(label)).count():
            assert time.monotonic() < deadline, self.page.locator("main").inner_text()
            self.page.wait_for_timeout(1000)
            self.page.reload()

    def follow(self, label: str, within: Locator | None = None, **values: object) -> None:
        """Follow the link of a label, and look at where it leads."""
        self._of("link", label, within, values).click()
        self.look()

    def fetch(self, label: str, within: Locator | None = None, **values: object) -> Download:
        """Follow a link to a file, and return the file."""
        with self.page.expect_download() as download:
            self._of("link", label, within, values).click()
        return download.value

    def fill(self, **values: str) -> None:
        """Write into fields by their names."""
        for name, value in values.items():
            self.page.locator(f"main [name={name}]").fill(value)

    def choose(self, **values: str) -> None:
        """Choose among a field's options, whichever way they are drawn."""
        for name, value in values.items():
            field_ = self.page.locator(f"main select[name={name}]")
            if field_.count():
                field_.select_option(value)
            else:
                self.page.locator(f"main [name={name}][value='{value}']:not([type=hidden])").check()

    def sees(self, label: str, **values: object) -> None:
        """Wait until a sentence can be read."""
        self.page.get_by_text(self.word(label, **values)).first.wait_for(timeout=PATIENCE)

    def look(self) -> None:
        """Wait for the page, and note what the browser, a screen reader or the eye would trip over."""
        self.page.wait_for_load_state()
        place = f"{ID.sub('…', urlsplit(self.page.url).path)} «{self.page.title()}»"
        if place in self.seen:
            return
        self.seen[place] = list(self._trips(place)) if self.careful_at in place else []
        if self.page.locator("html").get_attribute("lang") != self.language:
            self.seen[place].append(f"{place}: in the wrong language")

    @property
    def faults(self) -> list[str]:
        """Return everything that was wrong with the pages so far."""
        return [*self.complaints, *(fault for faults in self.seen.values() for fault in faults)]

    def _trips(self, place: str) -> Iterator[str]:
        yield from (f"{place}: {': '.join(found)}" for found in serious(self.page))

    def _of(self, role: str, label: str, within: Locator | None, values: dict[str, object]) -> Locator:
        place = within or self.page.locator("body")
        return place.get_by_role(role, name=self.word(label, **values), exact=True).first  # type: ignore[arg-type]  # two roles


def walk(browser: Browser, base_url: str, language: Language) -> Walker:
    """Return a person with a browser of their own, which notes every complaint of the console."""
    tongue = {"fi": "fi-FI", "en": "en-GB", "sv": "sv-SE", "nb": "nb-NO", "da": "da-DK"}[language]
    context = browser.new_context(viewport=SIZE, locale=tongue, reduced_motion="reduce", accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    walker = Walker(context.new_page(), base_url, language)
    page, complaints = walker.page, walker.complaints
    page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    return walker


def sign_in(walker: Walker, email: str, password: str) -> None:
    """Sign in; who must have a second step sets it up on the way."""
    walker.go("/sign-in")
    walker.fill(email=email, password=password)
    walker.press("Sign in", walker.page.locator("main"))
    if "/second-step" in walker.page.url:
        enrol(walker)


def enrol(walker: Walker) -> None:
    """Set an authenticator app up, keep the recovery codes, and go on."""
    secret = walker.page.locator("main code").inner_text()
    walker.fill(code=pyotp.TOTP(secret).now())
    walker.press("Continue")
    walker.follow("I have kept them")
