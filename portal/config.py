"""What an installation is told: addresses, keys and places, from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from portal.given import Given

MEGABYTE = 1024 * 1024
# Addresses of the countries' company registers; an empty one is off.
REGISTERS = ("register_fi", "register_se", "register_se_tokens", "register_no", "register_dk")


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
            NotConfigured: a variable that has no default is missing, or one can't mean what it has to; the sentence
                names it.
        """
        given = Given(environment)
        return cls(
            database_url=given.database("DATABASE_URL"),
            redis_url=given.queue("REDIS_URL"),
            secret_key=given.secret("SECRET_KEY"),
            sealing_key=given.sealing_key("SEALING_KEY"),
            base_url=given.site("BASE_URL"),
            mail_from=given.mail_address("MAIL_FROM"),
            smtp_url=given.mail_server("SMTP_URL"),
            einvoice_outbox=given.folder("EINVOICE_OUTBOX"),
            owner_database_url=given.database("OWNER_DATABASE_URL") if given.get("OWNER_DATABASE_URL") else None,
            finvoice_xsd=given.file("FINVOICE_XSD"),
            trusted_proxies=given.number("TRUSTED_PROXIES", 0, least=0, most=10),
            lease_seconds=given.number("LEASE_SECONDS", 30, least=1, most=3600),
            sign_ins_per_minute=given.number("SIGN_INS_PER_MINUTE", 10, least=1, most=1_000_000),
            prepared_statements=given.switch("PREPARED_STATEMENTS"),
            exchange_rates=given.source("EXCHANGE_RATES"),
            register_fi=given.source("REGISTER_FI"),
            register_se=given.source("REGISTER_SE"),
            register_se_tokens=given.source("REGISTER_SE_TOKENS"),
            register_no=given.source("REGISTER_NO"),
            register_dk=given.source("REGISTER_DK"),
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
