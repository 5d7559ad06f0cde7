"""The settings of an installation."""

from dataclasses import replace

import pytest
from flask import Flask

from portal.config import Config, NotConfigured


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
