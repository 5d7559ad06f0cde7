"""The browser of the journeys: Chromium, wherever it is installed.

The kind without windows takes half the processor's time for the same pages, so that it is looked for first.
"""

import os
import shutil
import subprocess

from launch.debian import UNPACKED, get, private_variables
from launch.environment import PYTHON, say

WITHOUT_WINDOWS = "chromium-headless-shell"
NAMES = (WITHOUT_WINDOWS, "chromium", "chromium-browser", "google-chrome", "chrome")
VARIABLE = "SAMLA_BROWSER"
ADVICE = (
    "No browser for the journeys, which are left out: install Chromium (Debian: apt-get install"
    " chromium-headless-shell libatomic1)."
)


def find_browser() -> str | None:
    """Return the path of a browser: the one named by SAMLA_BROWSER, an installed one, or one we unpacked."""
    named = os.environ.get(VARIABLE)
    unpacked = UNPACKED / "usr" / "lib" / "chromium" / WITHOUT_WINDOWS
    found = (shutil.which(name) for name in NAMES)
    return named or next(filter(None, found), None) or (str(unpacked) if unpacked.exists() else None)


def get_browser() -> None:
    """Get a browser where there is none, and what Playwright's driver lacks; tell it where that fails."""
    if find_browser() is None or not _is_drivable():
        say("Getting a browser for the journeys (once) ...")
        get([WITHOUT_WINDOWS, "libatomic1"])
    if find_browser() is None or not _is_drivable():
        say(ADVICE)


def environment() -> dict[str, str]:
    """Return the variable that names the browser; none where there is no browser."""
    browser = find_browser()
    return {VARIABLE: browser} if browser else {}


def _is_drivable() -> bool:
    """Return whether the program inside Playwright, a build of Node.js, can be run."""
    command = [str(PYTHON), "-m", "playwright", "--version"]
    return not subprocess.run(
        command, env={**os.environ, **private_variables()}, capture_output=True, check=False
    ).returncode
