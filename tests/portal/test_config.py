"""The settings of an installation."""

from dataclasses import replace

import pytest
from flask import Flask

from portal.config import Config
from portal.unfit import NotConfigured


class TestConfig:
    """`Config`."""

    @pytest.mark.parametrize("prepared", [True, False])
    def test_is_the_same_in_a_process_that_is_started_with_its_environment(self, app: Flask, *, prepared: bool) -> None:
        config = replace(app.extensions["samla_config"], prepared_statements=prepared)
        told = Config.from_env(config.environment())
        assert told.prepared_statements is prepared
        assert told == config

    @pytest.mark.parametrize(
        ("name", "value", "said"),
        [
            ("SAMLA_LEASE_SECONDS", "soon", "isn't a whole number: soon"),
            ("SAMLA_FINVOICE_XSD", "/none.xsd", "names a file that isn't there: /none.xsd"),
            ("SAMLA_DATABASE_URL", "", "is missing"),
        ],
    )
    def test_names_the_variable_that_is_wrong(self, app: Flask, name: str, value: str, said: str) -> None:
        config: Config = app.extensions["samla_config"]
        with pytest.raises(NotConfigured, match=f"{name}.*{said}"):
            Config.from_env({**config.environment(), name: value})


WRONG = [
    ("DATABASE_URL", "nonsense", "isn't an address such as postgresql"),
    ("DATABASE_URL", "postgresql://samla_app:hush@host/samla", "isn't an address such as postgresql"),
    ("DATABASE_URL", "postgresql+psycopg://samla_app:hush@host:port/samla", "isn't an address such as postgresql"),
    ("DATABASE_URL", "postgresql+psycopg://samla_app:hush@host", "isn't an address such as postgresql"),
    ("OWNER_DATABASE_URL", "mysql://samla_owner:hush@host/samla", "isn't an address such as postgresql"),
    ("REDIS_URL", "hush", "isn't an address such as redis"),
    ("REDIS_URL", "http://:hush@host", "isn't an address such as redis"),
    ("REDIS_URL", "redis://:hush@host:port", "isn't an address such as redis"),
    ("SECRET_KEY", "hush", "isn't random and at least 32 signs long"),
    ("SEALING_KEY", "hush", "isn't 32 random bytes in base64"),
    ("SEALING_KEY", "aHVzaA==", "isn't 32 random bytes in base64"),
    ("SEALING_KEY", "hüsh", "isn't 32 random bytes in base64"),
    ("BASE_URL", "samla.example", "isn't an address such as https"),
    ("BASE_URL", "ftp://samla.example", "isn't an address such as https"),
    ("BASE_URL", "https://", "isn't an address such as https"),
    ("BASE_URL", "https://samla.example/portal", "isn't an address such as https"),
    ("BASE_URL", "https://samla.example:99999", "isn't an address such as https"),
    ("BASE_URL", "https://samla.example\n", "isn't an address such as https"),
    ("MAIL_FROM", "laskut", "isn't an e-mail address"),
    ("MAIL_FROM", "Kuusi <laskut@kuusi.example>", "isn't an e-mail address"),
    ("MAIL_FROM", "laskut@kuusi.example\r\nBcc: x@y.example", "isn't an e-mail address"),
    ("SMTP_URL", "hush", "isn't an address such as smtp"),
    ("SMTP_URL", "smtps://user:hush@host:port", "isn't an address such as smtp"),
    ("SMTP_URL", "smtp://", "isn't an address such as smtp"),
    ("EINVOICE_OUTBOX", "/dev/null", "names something that isn't a folder: /dev/null"),
    ("LEASE_SECONDS", "0", "isn't from 1 to 3600: 0"),
    ("LEASE_SECONDS", "-1", "isn't a whole number: -1"),
    ("LEASE_SECONDS", "9" * 5000, "isn't from 1 to 3600: 9"),
    ("SIGN_INS_PER_MINUTE", "0", "isn't from 1 to 1000000: 0"),
    ("TRUSTED_PROXIES", "11", "isn't from 0 to 10: 11"),
    ("PREPARED_STATEMENTS", "maybe", "is neither yes nor no: maybe"),
    ("EXCHANGE_RATES", "hush", "isn't an address such as https"),
    ("REGISTER_DK", "file:///hush", "isn't an address such as https"),
]


class TestSettings:
    """Each setting that can't mean what it has to is told in one sentence, and no secret with it."""

    @pytest.mark.parametrize(("name", "value", "said"), WRONG)
    def test_are_named_where_they_are_nonsense(self, app: Flask, name: str, value: str, said: str) -> None:
        config: Config = app.extensions["samla_config"]
        with pytest.raises(NotConfigured) as reason:
            Config.from_env({**config.environment(), f"SAMLA_{name}": value})
        sentence = str(reason.value)
        assert sentence.startswith(f"The environment variable SAMLA_{name} {said}")
        assert "hush" not in sentence
        assert "\n" not in sentence
        assert len(sentence) < 200
        assert reason.value.__cause__ is None

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("DATABASE_URL", "postgresql+psycopg://samla_app@/samla?host=/var/run/postgresql&port=5433"),
            ("DATABASE_URL", "postgresql+psycopg://samla_app:p%40ss@[::1]:5432/samla?sslmode=require"),
            ("REDIS_URL", "rediss://:secret@host:6380/1"),
            ("BASE_URL", "http://127.0.0.1:8000"),
            ("SMTP_URL", "smtps://user:p%40ss@mail.example"),
            ("REGISTER_DK", "https://user:password@distribution.virk.example/cvr-permanent"),
            ("EINVOICE_OUTBOX", "/not/made/yet"),
        ],
    )
    def test_are_taken_in_every_usual_form(self, app: Flask, name: str, value: str) -> None:
        config: Config = app.extensions["samla_config"]
        told = Config.from_env({**config.environment(), f"SAMLA_{name}": value})
        assert told.environment()[f"SAMLA_{name}"] == value
