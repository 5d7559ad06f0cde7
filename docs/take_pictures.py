"""Take the pictures of README.md anew, from a demo that runs.

python3 run.py demo                          in one terminal, until it serves
.venv/bin/python docs/take_pictures.py       in another; --portal and --state where the demo has others
"""

import argparse
import os
import shutil
from pathlib import Path

import pyotp
from playwright.sync_api import Page, ViewportSize, sync_playwright

from portal.demo.folder import DemoFolder
from portal.demo.keys import Keys
from portal.demo.scenario.house import ACCOUNTANT

PICTURES = Path(__file__).parent / "pictures"
SIZE: ViewportSize = {"width": 1280, "height": 860}
STEP = 30_000  # milliseconds that a code counts, and it counts once


def main() -> None:
    """Sign in as the demo's accountant, and photograph the pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--portal", default="http://localhost:8000")
    parser.add_argument("--state", type=Path, default=Path(".demo"))
    given = parser.parse_args()
    keys = Keys.read(DemoFolder(given.state.resolve()).keys)
    # The kind without windows, which the tests take, shows no PDF.
    program = os.environ.get("SAMLA_BROWSER") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, locale="en-GB", color_scheme="light", reduced_motion="reduce")
        sign_in(page, given.portal, keys)
        photograph(page, given.portal)
        browser.close()


def sign_in(page: Page, portal: str, keys: Keys) -> None:
    """Sign in with both steps; where the code was used already, with the next one."""
    page.goto(f"{portal}/sign-in")
    page.locator("main [name=email]").fill(ACCOUNTANT.email)
    page.locator("main [name=password]").fill(keys.password)
    page.locator("main form button").first.click()
    for _ in range(2):
        page.locator("main [name=proof_code]").fill(pyotp.TOTP(keys.second_factors[ACCOUNTANT.email]).now())
        page.locator("main form button").first.click()
        if "second-step" not in page.url:
            return
        page.wait_for_timeout(STEP)
    raise SystemExit("The second step wasn't taken.")


def photograph(page: Page, portal: str) -> None:
    """Photograph Today, and of the first client there the requests, the newest run and an invoice."""
    page.goto(portal)
    page.screenshot(path=PICTURES / "today.png")
    workspaces = page.locator("main a[href*='/w/']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    books = "/".join(workspaces[0].split("/")[:3])
    page.goto(f"{portal}{books}/requests")
    page.screenshot(path=PICTURES / "requests.png")
    for area in ("runs", "invoices"):
        page.goto(f"{portal}{books}/{area}")
        page.locator("tbody tr a").first.click()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=PICTURES / f"{area.removesuffix('s')}.png")


if __name__ == "__main__":
    main()
