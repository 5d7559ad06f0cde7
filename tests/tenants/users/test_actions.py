"""Passwords and second factors."""

from datetime import timedelta

import pyotp
import pytest
from factories.cast import PASSWORD, Cast

from portal.edge.transaction import transaction
from tenants.kernel.db import db
from tenants.kernel.refusals import InvalidFields
from tenants.kernel.scope import Scope
from tenants.secrets.sealing import Seal, new_key
from tenants.users.actions import WrongCode, WrongPassword, check_password, check_totp, choose, set_password, set_totp
from tenants.users.models import User
from tenants.users.queries import get_person
from tenants.users.rules import is_password, password_problem


class TestPassword:
    """A password is long, and kept as a hash only."""

    @pytest.mark.parametrize("password", ["short", "x" * 257, "aaaaaaaaaaaaaaaaaaaa", "my bob@bob.example password"])
    def test_is_refused_when_it_would_be_guessed(self, cast: Cast, password: str) -> None:
        with pytest.raises(InvalidFields) as refusal, transaction(scope=Scope()):
            set_password(cast.bob.user_id, password)
        assert refusal.value.problems[0].field == "password"

    def test_may_be_a_long_phrase(self) -> None:
        assert password_problem("niin kauan kuin kuusi kasvaa", email="bob@bob.example") is None

    def test_is_checked_without_regard_to_the_addresss_case(self, cast: Cast) -> None:
        with transaction(scope=Scope()):
            assert check_password(" BOB@bob.example", PASSWORD) == cast.bob.user_id

    def test_of_nobody_fits_nothing(self) -> None:
        assert not is_password("nobody has this password", None)

    def test_is_kept_as_argon2id_only(self, cast: Cast) -> None:
        with transaction(scope=Scope()):
            kept = db.session.get_one(User, cast.bob.user_id).password_hash
        assert kept.startswith("$argon2id$")
        assert PASSWORD not in kept

    def test_is_compared_exactly(self, cast: Cast) -> None:
        with pytest.raises(WrongPassword), transaction(scope=Scope()):
            check_password("bob@bob.example", PASSWORD.upper())


class TestSecondFactor:
    """TOTP by RFC 6238."""

    def test_takes_each_code_once_and_none_that_is_old(self, cast: Cast) -> None:
        seal, secret = Seal(new_key()), pyotp.random_base32()
        totp = pyotp.TOTP(secret)
        with transaction(scope=Scope()) as now:
            set_totp(cast.alice.user_id, secret, totp.at(now), seal=seal, now=now)
        later = now + timedelta(seconds=90)
        with pytest.raises(WrongCode), transaction(scope=Scope()):
            check_totp(cast.alice.user_id, totp.at(now), seal=seal, now=now)
        with transaction(scope=Scope()):
            check_totp(cast.alice.user_id, totp.at(later), seal=seal, now=later)
        with pytest.raises(WrongCode), transaction(scope=Scope()):
            check_totp(cast.alice.user_id, totp.at(later), seal=seal, now=later)
        with pytest.raises(WrongCode), transaction(scope=Scope()):
            check_totp(cast.alice.user_id, totp.at(now), seal=seal, now=later + timedelta(minutes=5))


class TestChoices:
    """Language and theme."""

    def test_are_kept(self, cast: Cast) -> None:
        with transaction(scope=Scope()):
            choose(cast.bob.user_id, language="fi", theme="dark")
        with transaction(scope=Scope()):
            person = get_person(cast.bob.user_id)
        assert (person.language, person.theme) == ("fi", "dark")
