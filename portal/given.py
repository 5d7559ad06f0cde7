"""The environment's variables, each read as what it has to be; one that holds a secret is never repeated."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from redis.connection import parse_url
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from portal.unfit import NotConfigured
from tenants.kernel.refusals import Refusal
from tenants.outside.headers import clean_address
from tenants.outside.smtp import Server
from tenants.secrets.sealing import Seal

DRIVER = "postgresql+psycopg"
# Signs of SAMLA_SECRET_KEY: 16 random bytes in hex, the least that nobody finds by trying.
SHORTEST_SECRET = 32
LONGEST_SHOWN = 60
PATHS = frozenset({"", "/"})


class Given:
    """What the environment gives; each method raises NotConfigured with a sentence that names the variable."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        """Read the process's environment, or the given one."""
        self._environment = os.environ if environment is None else environment

    def get(self, name: str) -> str:
        """Return a variable as it stands, empty where it isn't given."""
        return self._environment.get(f"SAMLA_{name}", "")

    def __getitem__(self, name: str) -> str:
        """Return a variable that has to be there."""
        value = self.get(name)
        if not value:
            raise NotConfigured(f"The environment variable SAMLA_{name} is missing.")
        return value

    def database(self, name: str) -> str:
        """Return the address of a PostgreSQL database, for the driver that we have."""
        return self._checked(name, _is_database, f"an address such as {DRIVER}://samla_app:password@host/samla")

    def queue(self, name: str) -> str:
        """Return the address of Valkey or Redis."""
        return self._checked(name, parse_url, "an address such as redis://host:6379/0 or unix:///run/valkey.sock")

    def secret(self, name: str) -> str:
        """Return a secret that nobody can guess by its length."""
        return self._checked(
            name, _is_secret, f"random and at least {SHORTEST_SECRET} signs long, such as 32 bytes in hex"
        )

    def sealing_key(self, name: str) -> str:
        """Return a key of 32 bytes, as base64 text."""
        return self._checked(name, Seal, "32 random bytes in base64, as `openssl rand -base64 32` prints them")

    def site(self, name: str) -> str:
        """Return the address of our site, without a slash at its end."""
        told = "an address such as https://samla.example, with no path behind it"
        return self._checked(name, _is_site, told, shown=True).rstrip("/")

    def mail_address(self, name: str) -> str:
        """Return an e-mail address."""
        return self._checked(name, clean_address, "an e-mail address such as laskut@firm.example", shown=True)

    def mail_server(self, name: str) -> str:
        """Return the address of a mail server."""
        told = "an address such as smtp://host:25 or smtps://user:password@host:465"
        return self._checked(name, _is_mail_server, told)

    def source(self, name: str) -> str:
        """Return the address that something is fetched from, empty where none is given."""
        told = "an address such as https://host/path"
        return self._checked(name, _is_source, told) if self.get(name) else ""

    def number(self, name: str, usual: int, *, least: int, most: int) -> int:
        """Return a whole number of a range."""
        value = self.get(name) or str(usual)
        if not value.isascii() or not value.isdecimal():
            raise NotConfigured(f"The environment variable SAMLA_{name} isn't a whole number: {_on_one_line(value)}")
        if len(value) > len(str(most)) or not least <= int(value) <= most:
            raise NotConfigured(
                f"The environment variable SAMLA_{name} isn't from {least} to {most}: {_on_one_line(value)}"
            )
        return int(value)

    def switch(self, name: str) -> bool:
        """Return whether something is on, as it is where nothing is said."""
        value = self.get(name) or "yes"
        if value not in {"yes", "no"}:
            raise NotConfigured(f"The environment variable SAMLA_{name} is neither yes nor no: {_on_one_line(value)}")
        return value == "yes"

    def file(self, name: str) -> Path | None:
        """Return the path of a file, None where none is named."""
        value = self.get(name)
        if value and not Path(value).is_file():
            raise NotConfigured(f"The environment variable SAMLA_{name} names a file that isn't there: {value}")
        return Path(value) if value else None

    def folder(self, name: str) -> Path:
        """Return the path of a folder, which needn't be there yet."""
        folder = Path(self[name])
        if folder.exists() and not folder.is_dir():
            raise NotConfigured(f"The environment variable SAMLA_{name} names something that isn't a folder: {folder}")
        return folder

    def _checked(self, name: str, check: Callable[[str], Any], wanted: str, *, shown: bool = False) -> str:
        """Return a variable that a check takes, without raising or answering False; `shown` is what holds no secret."""
        value = self[name]
        try:
            is_good = check(value) is not False
        except (ValueError, ArgumentError, Refusal):
            is_good = False
        if not is_good:
            raise NotConfigured(
                f"The environment variable SAMLA_{name} isn't {wanted}{f': {_on_one_line(value)}' if shown else ''}"
            ) from None
        return value


def _on_one_line(value: str) -> str:
    """Return the beginning of what somebody typed, so that a sentence stays one."""
    return " ".join(value.split())[:LONGEST_SHOWN]


def _is_database(value: str) -> bool:
    url = make_url(value)
    return url.drivername == DRIVER and bool(url.database)


def _is_secret(value: str) -> bool:
    return len(value) >= SHORTEST_SECRET


def _is_site(value: str) -> bool:
    parts = urlsplit(value)
    is_plain = parts.path in PATHS and not (parts.query or parts.fragment or "@" in parts.netloc)
    return is_plain and _is_source(value)


def _is_source(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and value.isprintable()


def _is_mail_server(value: str) -> bool:
    return bool(Server.of(value).host)
