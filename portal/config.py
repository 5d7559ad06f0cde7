"""What an installation is told: addresses, keys and places, from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

MEGABYTE = 1024 * 1024
# Addresses of the countries' company registers; an empty one is off.
REGISTERS = ("register_fi", "register_se", "register_se_tokens", "register_no", "register_dk")


class NotConfigured(Exception):  # noqa: N818  a statement
    """The environment variable %s is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of one installation; SAMLA_... in the environment."""

    database_url: str
    redis_url: str
    secret_key: str
    sealing_key: str
    base_url: str
    mail_from: str
    smtp_url: str
    einvoice_outbox: Path
    owner_database_url: str | None = None
    finvoice_xsd: Path | None = None
    upload_limit: int = 25 * MEGABYTE
    trusted_proxies: int = 0
    lease_seconds: int = 30
    sign_ins_per_minute: int = 10
    prepared_statements: bool = True
    register_fi: str = ""
    register_se: str = ""
    register_se_tokens: str = ""
    register_no: str = ""
    register_dk: str = ""
    exchange_rates: str = ""

    @classmethod
    def from_env(cls, environment: Mapping[str, str] | None = None) -> Self:
        """Return the settings that the environment gives.

        Raises:
            NotConfigured: a variable that has no default is missing, isn't a number, or names a file that isn't there;
                the sentence names it.
        """
        given = _Given(os.environ if environment is None else environment)
        owner = given.get("OWNER_DATABASE_URL")
        return cls(
            database_url=given["DATABASE_URL"],
            redis_url=given["REDIS_URL"],
            secret_key=given["SECRET_KEY"],
            sealing_key=given["SEALING_KEY"],
            base_url=given["BASE_URL"].rstrip("/"),
            mail_from=given["MAIL_FROM"],
            smtp_url=given["SMTP_URL"],
            einvoice_outbox=Path(given["EINVOICE_OUTBOX"]),
            owner_database_url=owner,
            finvoice_xsd=given.file("FINVOICE_XSD"),
            trusted_proxies=given.number("TRUSTED_PROXIES", 0),
            lease_seconds=given.number("LEASE_SECONDS", 30),
            sign_ins_per_minute=given.number("SIGN_INS_PER_MINUTE", 10),
            prepared_statements=given.get("PREPARED_STATEMENTS") != "no",
            register_fi=given.get("REGISTER_FI") or "",
            register_se=given.get("REGISTER_SE") or "",
            register_se_tokens=given.get("REGISTER_SE_TOKENS") or "",
            register_no=given.get("REGISTER_NO") or "",
            register_dk=given.get("REGISTER_DK") or "",
            exchange_rates=given.get("EXCHANGE_RATES") or "",
        )

    def environment(self) -> dict[str, str]:
        """Return the settings as environment variables, for a process that is started with them."""
        values = {
            "DATABASE_URL": self.database_url,
            "OWNER_DATABASE_URL": self.owner_database_url,
            "REDIS_URL": self.redis_url,
            "SECRET_KEY": self.secret_key,
            "SEALING_KEY": self.sealing_key,
            "BASE_URL": self.base_url,
            "MAIL_FROM": self.mail_from,
            "SMTP_URL": self.smtp_url,
            "EINVOICE_OUTBOX": self.einvoice_outbox,
            "FINVOICE_XSD": self.finvoice_xsd,
            "EXCHANGE_RATES": self.exchange_rates or None,
            "LEASE_SECONDS": self.lease_seconds,
            "SIGN_INS_PER_MINUTE": self.sign_ins_per_minute,
            "PREPARED_STATEMENTS": None if self.prepared_statements else "no",
            **{name.upper(): getattr(self, name) or None for name in REGISTERS},
        }
        return {f"SAMLA_{name}": str(value) for name, value in values.items() if value is not None}

    @property
    def is_https(self) -> bool:
        """Say whether browsers reach us by https, so that cookies can insist on it."""
        return self.base_url.startswith("https://")


class _Given:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def get(self, name: str) -> str | None:
        return self._environment.get(f"SAMLA_{name}")

    def __getitem__(self, name: str) -> str:
        value = self.get(name)
        if not value:
            raise NotConfigured(f"The environment variable SAMLA_{name} is missing.")
        return value

    def number(self, name: str, usual: int) -> int:
        """Return a whole number that isn't negative."""
        value = self.get(name) or str(usual)
        if not value.isascii() or not value.isdecimal():
            raise NotConfigured(f"The environment variable SAMLA_{name} isn't a whole number: {value}")
        return int(value)

    def file(self, name: str) -> Path | None:
        """Return the path of a file, None where none is named."""
        value = self.get(name)
        if value and not Path(value).is_file():
            raise NotConfigured(f"The environment variable SAMLA_{name} names a file that isn't there: {value}")
        return Path(value) if value else None
