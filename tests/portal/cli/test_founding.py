"""`samla found`: a firm with its owner, once, and nothing of it where something is wrong."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner
from factories.business_ids import y_tunnus
from flask import Flask
from sqlalchemy import text

from portal.cli import founding
from tenants.kernel.db import db
from tenants.kernel.refusals import Refusal

Found = Callable[..., str]


@pytest.fixture
def run(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Found:
    """Return a function that founds a firm and returns what is printed, or what it is refused with."""
    monkeypatch.setattr(founding, "ready_app", lambda: app)
    usual = {
        "country": "FI",
        "business-id": y_tunnus(),
        "name": "Mänty Oy",
        "email": "m@manty.example",
        "owner": "Maija",
    }

    def tell(**changed: str) -> str:
        options = usual | {name.replace("_", "-"): value for name, value in changed.items()}
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        answer = CliRunner().invoke(founding.found, arguments)
        assert answer.exception is None or isinstance(answer.exception, Refusal)
        return str(answer.exception or answer.output)

    return tell


def written() -> tuple[int, int]:
    """Return how many companies and users there are."""
    counted = db.session.execute(text('select (select count(*) from company), (select count(*) from "user")')).one()
    db.session.rollback()
    return counted[0], counted[1]


class TestFound:
    def test_prints_the_owners_password_once(self, run: Found) -> None:
        assert "Mänty Oy is founded. Maija signs in as m@manty.example with the password " in run()
        assert written() == (1, 1)

    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            ("email", "nonsense", "email: This isn't an e-mail address."),
            ("email", "", "email: This isn't an e-mail address."),
            ("email", "Maija <m@manty.example>", "email: This isn't an e-mail address."),
            ("name", "  ", "name: The name is missing."),
            ("owner", "", "owner: The name is missing."),
            ("business_id", "1234567-0", "Y-tunnus"),
        ],
    )
    def test_refuses_what_is_wrong_and_writes_nothing(self, run: Found, field: str, value: str, said: str) -> None:
        assert said in run(**{field: value})
        assert written() == (0, 0)

    def test_founds_no_firm_twice(self, run: Found) -> None:
        run()
        assert run(email="other@manty.example") == "A firm with this business id is here already."
        assert written() == (1, 1)

    def test_gives_nobody_a_second_account(self, run: Found) -> None:
        run()
        said = run(business_id=y_tunnus(), email="M@manty.example")
        assert said == "Somebody has an account with this e-mail address already."
        assert written() == (1, 1)
