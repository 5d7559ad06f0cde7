"""What WeasyPrint loads from the system: Pango, HarfBuzz, fontconfig, GObject, and one font."""

import os
import subprocess

from launch.debian import get, private_variables
from launch.environment import PYTHON, STAMP, VENV, say
from launch.failures import CannotSetUp

PACKAGES = (
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz0b",
    "libharfbuzz-subset0",
    "libfontconfig1",
    "libglib2.0-0",
    "fonts-dejavu-core",
)
ADVICE = (
    "WeasyPrint can't draw documents here: install Pango (1.44 or newer, with pangoft2), HarfBuzz (with "
    "harfbuzz-subset), fontconfig, GLib and a font; Debian: apt-get install " + " ".join(PACKAGES) + "."
)
# What was proved, for which packages, so that a second start need not take the three seconds again.
PROVED = VENV / "draws-documents"
DRAWS = "import sys, weasyprint as w; sys.exit(b'/FontFile' not in w.HTML(string='a').write_pdf(uncompressed_pdf=True))"
LOADS = """
import ctypes
for name in "pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset", "gobject-2.0":
    ctypes.CDLL(f"lib{name}.so.0")
ctypes.CDLL("libfontconfig.so.1")
"""


def environment() -> dict[str, str]:
    """Return the variables under which WeasyPrint draws, after getting the libraries where they are missing.

    Raises:
        CannotSetUp: they can't be had; the message says what to install.
    """
    if _is_proved() and _works(LOADS):
        return {**os.environ, **private_variables()}
    if not _works(LOADS) or not _works(DRAWS):
        say("Getting the libraries that draw documents (once) ...")
        if not get(PACKAGES):
            raise CannotSetUp(ADVICE)
        if not _works(LOADS) or not _works(DRAWS):
            raise CannotSetUp(ADVICE)
    PROVED.write_text(STAMP.read_text("ascii"), "ascii")
    return {**os.environ, **private_variables()}


def _is_proved() -> bool:
    return PROVED.exists() and PROVED.read_text("ascii") == STAMP.read_text("ascii")


def _works(script: str) -> bool:
    command = [str(PYTHON), "-c", script]
    return not subprocess.run(
        command, env={**os.environ, **private_variables()}, capture_output=True, check=False
    ).returncode
