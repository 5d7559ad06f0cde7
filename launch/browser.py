"""The browser of the journeys: Chromium, wherever it is installed."""

import os
import shutil

from launch.debian import UNPACKED, get
from launch.environment import say

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "chromium-headless-shell")
VARIABLE = "SAMLA_BROWSER"
ADVICE = "No browser for the journeys, which are left out: install Chromium (Debian: apt-get install chromium)."


def find_browser() -> str | None:
    """Return the path of a browser: the one named by SAMLA_BROWSER, an installed one, or one we unpacked."""
    named = os.environ.get(VARIABLE)
    unpacked = UNPACKED / "usr" / "lib" / "chromium" / "chromium-headless-shell"
    found = (shutil.which(name) for name in NAMES)
    return named or next(filter(None, found), None) or (str(unpacked) if unpacked.exists() else None)


def environment() -> dict[str, str]:
    """Return the variable that names the browser, after getting one where there is none; empty if that fails."""
    if find_browser() is None:
        say("Getting a browser for the journeys (once) ...")
        get(["chromium" if os.geteuid() == 0 else "chromium-headless-shell"])
    browser = find_browser()
    if browser is None:
        say(ADVICE)
    return {VARIABLE: browser} if browser else {}
