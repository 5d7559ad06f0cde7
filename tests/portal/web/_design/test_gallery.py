"""The gallery in a real browser: what people of all kinds can do with every component."""

from collections.abc import Iterator

import pytest
from factories.looking import Visitor, serious
from playwright.sync_api import Browser, Page, expect

PAGES = ("today", "requests", "run", "invoice", "form", "states", "empty", "sign-in", "error")
DESKTOP, PHONE = (1280, 860), (390, 844)


def open_page(browser: Browser, *, size: tuple[int, int] = DESKTOP, scripts: bool = True) -> Iterator[Page]:
    """Open a page that fails its test when the browser complains, such as about the content policy."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="light",
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    yield from open_page(browser)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    yield from open_page(browser, size=PHONE)


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    yield from open_page(browser, scripts=False)


class TestAccessibility:
    """What axe and a ruler find."""

    def test_finds_nothing_serious_in_light_in_dark_and_on_a_phone(self, browser: Browser, gallery_url: str) -> None:
        visitor = Visitor(browser, gallery_url)
        for name in PAGES:
            visitor.visit("", f"/{name}")
        visitor.close()
        assert visitor.wrong == []

    @pytest.mark.parametrize("language", ["fi", "sv", "nb", "da"])
    def test_fits_a_phone_in_every_language(self, phone: Page, gallery_url: str, language: str) -> None:
        phone.goto(f"{gallery_url}/requests?language={language}")
        expect(phone.locator("html")).to_have_attribute("lang", language)
        assert phone.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    def test_finds_nothing_serious_in_open_menus(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/empty")
        page.locator("details.switcher summary").click()
        expect(page.locator(".switcher-list a")).to_have_count(5)
        assert serious(page) == []
        page.locator("details.person summary").click()
        assert serious(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        expect(page.locator("dialog")).to_be_visible()
        assert serious(page) == []

    def test_offers_targets_of_44_pixels_on_a_phone(self, phone: Page, gallery_url: str) -> None:
        phone.goto(f"{gallery_url}/requests")
        low = phone.locator(".button, .areas a, select, input[type=search], .cell-tick label").evaluate_all(
            "all => all.filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)"
            ".map(one => one.outerHTML.slice(0, 100))"
        )
        assert low == []


class TestRows:
    """The height of rows."""

    def test_are_36_pixels_high_and_28_when_dense(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/requests")
        row = page.locator("tbody tr").first
        assert row.evaluate("one => one.offsetHeight") == 36
        page.locator("details.person summary").click()
        page.get_by_role("button", name="Dense").click()
        assert row.evaluate("one => one.offsetHeight") == 28
        page.reload()
        assert row.evaluate("one => one.offsetHeight") == 28


class TestSelection:
    """Selecting rows, also over pages."""

    def test_counts_and_adds_up_what_is_ticked(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/requests")
        ticks = page.locator("[data-tick]")
        ticks.nth(0).click()
        ticks.nth(1).click()
        expect(page.locator("[data-count]")).to_have_text("2 selected")
        expect(page.locator("[data-sum-of=net] output")).to_have_text("1,510.50")

    def test_takes_everything_between_two_rows_with_shift(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/requests")
        page.locator("[data-tick]").nth(1).click()
        page.locator("[data-tick]").nth(5).click(modifiers=["Shift"])
        expect(page.locator("[data-count]")).to_have_text("5 selected")

    def test_selects_all_that_match_and_lets_some_go(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/requests")
        page.get_by_role("button", name="Select all 1,166").click()
        expect(page.locator("[data-count]")).to_have_text("1,166 selected")
        expect(page.locator("[data-sum-of=net] output")).to_have_text("84,310.40")
        page.locator("[data-tick]").first.click()
        expect(page.locator("[data-count]")).to_have_text("1,165 selected")
        expect(page.locator("[data-sum-of=net] output")).to_have_text("84,212.40")

    def test_remembers_across_pages_what_was_let_go(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/requests")
        page.get_by_role("button", name="Select all 1,166").click()
        page.locator("[data-tick]").first.click()
        page.get_by_role("link", name="Next").click()
        page.wait_for_url("**page=2")
        page.locator("[data-tick]").first.click()
        expect(page.locator("[data-count]")).to_have_text("1,164 selected")
        page.get_by_role("button", name="Preview").click()
        expect(page.locator("[data-flash]")).to_have_text("1164 rows arrived.")

    def test_remembers_across_pages_what_was_ticked(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/requests")
        page.locator("[data-tick]").first.click()
        page.get_by_role("link", name="Next").click()
        page.wait_for_url("**page=2")
        page.locator("[data-tick]").first.click()
        page.get_by_role("button", name="Preview").click()
        expect(page.locator("[data-flash]")).to_have_text("2 rows arrived.")

    def test_forgets_when_the_list_is_opened_anew(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/requests")
        page.locator("[data-tick]").first.click()
        page.goto(f"{gallery_url}/requests?page=2")
        expect(page.locator("[data-count]")).to_have_text("0 selected")

    def test_works_without_scripts(self, plain: Page, gallery_url: str) -> None:
        plain.goto(f"{gallery_url}/requests")
        plain.get_by_role("button", name="Select all 1,166").click()
        expect(plain.locator("[data-count]")).to_have_text("1,166 selected")
        plain.locator("[data-tick]").first.uncheck()
        plain.get_by_role("button", name="Preview").click()
        expect(plain.locator("[data-flash]")).to_have_text("1165 rows arrived.")

    def test_says_what_will_leave_before_a_run(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/requests")
        page.locator("[data-tick]").first.click()
        page.locator(".action-bar summary", has_text="Run").click()
        expect(page.get_by_text("can't be deleted afterwards")).to_be_visible()
        page.locator(".action-bar details button").click()
        expect(page.locator("[data-flash]")).to_have_text("1 rows arrived.")


class TestKeys:
    """Fast hands."""

    def test_move_select_and_open(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/requests")
        for key in ("j", "j", "j", "k", "j", "x"):
            page.keyboard.press(key)
        expect(page.locator("[data-count]")).to_have_text("1 selected")
        expect(page.locator("tr.is-at [data-tick]")).to_be_checked()
        page.keyboard.press("Enter")
        page.wait_for_url("**/invoice")

    def test_preview_a_row_beside_the_list(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/requests")
        page.keyboard.press("j")
        page.keyboard.press("p")
        expect(page.locator("#side")).to_be_visible()
        expect(page.locator("#side .timeline")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#side")).to_be_hidden()

    def test_are_letters_while_someone_types(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/requests")
        page.keyboard.press("/")
        page.keyboard.type("jax?")
        expect(page.locator("#search")).to_have_value("jax?")
        expect(page.locator("[data-count]")).to_have_text("0 selected")


class TestSwitcher:
    """Choosing a client."""

    def test_finds_a_client_by_two_letters(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/today")
        page.keyboard.press("c")
        page.keyboard.type("fj")
        expect(page.locator(".switcher-list a")).to_have_count(1)
        page.keyboard.press("Enter")
        page.wait_for_url("**/requests?client=923456783")

    def test_never_chooses_from_an_older_list(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/today")
        page.keyboard.press("c")
        expect(page.locator(".switcher-list a")).to_have_count(5)
        page.keyboard.type("mø")
        page.keyboard.press("Enter")
        page.wait_for_url("**/requests?client=41235608")


class TestFilters:
    """Narrowing a list."""

    def test_stand_in_the_address_without_empty_ones(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/requests")
        page.get_by_label("State", exact=True).select_option("ready")
        page.wait_for_url(f"{gallery_url}/requests?state=ready")
        page.get_by_role("link", name="State: Ready").click()
        page.wait_for_url(f"{gallery_url}/requests")

    def test_work_without_scripts(self, plain: Page, gallery_url: str) -> None:
        plain.goto(f"{gallery_url}/requests")
        plain.get_by_label("State", exact=True).select_option("invalid")
        plain.get_by_role("button", name="Apply").click()
        expect(plain.get_by_role("link", name="State: Error")).to_be_visible()


class TestForm:
    """Errors and refusals at their place."""

    def test_leads_from_the_list_of_errors_to_the_field(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/form")
        expect(page.locator("[data-errors]")).to_be_focused()
        page.get_by_role("link", name="Postal code: The postal code is missing.").click()
        assert page.evaluate("location.hash") == "#field-postcode"
        expect(page.get_by_label("Postal code")).to_have_accessible_description(
            "Five digits in Finland. The postal code is missing."
        )

    def test_says_why_a_button_is_refused(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/invoice")
        button = page.get_by_role("button", name="Send to collection")
        expect(button).to_be_disabled()
        expect(button).to_have_accessible_description(
            "The collection service isn't active for this company. Company settings"
        )


class TestLook:
    """Theme and density."""

    def test_keeps_a_theme_that_was_chosen(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/today")
        page.locator("details.person summary").click()
        page.get_by_role("button", name="Dark").click()
        page.reload()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    def test_keeps_it_without_scripts_too(self, plain: Page, gallery_url: str) -> None:
        plain.goto(f"{gallery_url}/today")
        plain.locator("details.person summary").click()
        plain.get_by_role("button", name="Dark").click()
        expect(plain.locator("html")).to_have_attribute("data-theme", "dark")
        assert plain.url.startswith(f"{gallery_url}/today")


class TestProgress:
    """A run on its way."""

    def test_asks_again_until_it_is_finished(self, page: Page, gallery_url: str) -> None:
        page.goto(f"{gallery_url}/run")
        with page.expect_response("**/progress", timeout=5000) as answer:
            pass
        assert answer.value.ok
        expect(page.locator("section.progress")).to_have_count(2)

    def test_reloads_itself_without_scripts(self, plain: Page, gallery_url: str) -> None:
        plain.goto(f"{gallery_url}/run")
        assert plain.locator('meta[http-equiv="refresh"]').count() == 1
