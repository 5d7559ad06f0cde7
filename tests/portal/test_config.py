"""The settings of an installation."""

from dataclasses import replace

import pytest
from flask import Flask

from portal.config import Config


class TestConfig:
    """`Config`."""

    @pytest.mark.parametrize("prepared", [True, False])
    def test_is_the_same_in_a_process_that_is_started_with_its_environment(self, app: Flask, *, prepared: bool) -> None:
        config = replace(app.extensions["samla_config"], prepared_statements=prepared)
        told = Config.from_env(config.environment())
        assert told.prepared_statements is prepared
        assert told == config
