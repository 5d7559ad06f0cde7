"""Debian's packages: installed where we are root, otherwise unpacked into a folder of the project."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from launch.environment import PROJECT, say

PRIVATE = PROJECT / ".system"
UNPACKED = PRIVATE / "root"
PATIENCE = ("-o", "Acquire::Retries=3", "-o", "APT::Get::Assume-Yes=true", "--no-install-recommends")


def has_apt() -> bool:
    """Return whether this machine gets its software by apt."""
    return shutil.which("apt-get") is not None and shutil.which("dpkg-deb") is not None


def get(packages: Sequence[str]) -> bool:
    """Install packages as root, or unpack them and what they need below `.system`; return whether that worked."""
    return has_apt() and (_install(packages) if os.geteuid() == 0 else _unpack(packages))


def private_variables() -> dict[str, str]:
    """Return the variables by which unpacked libraries and fonts are found; none where nothing was unpacked."""
    folders = sorted({str(library.parent) for library in UNPACKED.glob("**/lib*.so*")})
    if not folders:
        return {}
    # An inherited path stays, behind ours.
    inherited = os.environ.get("LD_LIBRARY_PATH")
    path = ":".join([*folders, *([inherited] if inherited else [])])
    return {"LD_LIBRARY_PATH": path, "FONTCONFIG_FILE": str(_write_font_settings())}


def _install(packages: Sequence[str]) -> bool:
    install = ["apt-get", "install", "-qq", *PATIENCE, *packages]
    return _succeeds(install) or (_succeeds(["apt-get", "update", "-qq"]) and _succeeds(install))


def _unpack(packages: Sequence[str]) -> bool:
    """Have apt choose, download and check the packages with lists of its own, for the system's need root."""
    own = PRIVATE / "apt"
    for folder in ("state/lists/partial", "cache/archives/partial"):
        (own / folder).mkdir(parents=True, exist_ok=True)
    UNPACKED.mkdir(exist_ok=True)
    apt = ["apt-get", "-qq", "-o", f"Dir::State={own}/state", "-o", f"Dir::Cache={own}/cache"]
    apt += ["-o", "Dir::State::status=/var/lib/dpkg/status", "-o", "Debug::NoLocking=true"]
    try:
        return (
            _succeeds([*apt, "update"])
            and _succeeds([*apt, "install", "--download-only", *PATIENCE, *packages])
            and all(
                _succeeds(["dpkg-deb", "--extract", archive, UNPACKED])
                for archive in sorted((own / "cache" / "archives").glob("*.deb"))
            )
        )
    finally:
        shutil.rmtree(own)


def _succeeds(command: Sequence[str | Path]) -> bool:
    """Run a command that may fail; what it says is shown only then."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        say(done.stdout.rstrip())
    return done.returncode == 0


def _write_font_settings() -> Path:
    """Write fontconfig's settings: the system's where it has any, our unpacked fonts, our own cache."""
    settings = PRIVATE / "fonts.conf"
    wanted = f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  <dir>{escape(str(UNPACKED))}/usr/share/fonts</dir>
  <cachedir>{escape(str(PRIVATE))}/fontcache</cachedir>
</fontconfig>
"""
    if not settings.exists() or settings.read_text("utf-8") != wanted:
        settings.write_text(wanted, "utf-8")
    return settings
