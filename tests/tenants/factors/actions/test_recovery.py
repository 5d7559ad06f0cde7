"""Recovery codes: ten, kept by keyed hash, each good once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from factories.cast import Cast
from flask import Flask

from portal.edge.transaction import reading, transaction
from tenants.factors.actions.recovery import WrongRecoveryCode, make_codes, use_code
from tenants.factors.models import RecoveryCode
from tenants.factors.queries import codes_left
from tenants.kernel.db import db
from tenants.kernel.scope import Scope
from tenants.secrets.sealing import Seal


def codes_of(app: Flask, cast: Cast) -> tuple[str, ...]:
    with transaction(scope=Scope(user=cast.bob.user_id)) as now:
        return make_codes(cast.bob.user_id, seal=app.extensions["samla_seal"], now=now)


def used(app: Flask, cast: Cast, code: str) -> int:
    with transaction(scope=Scope(user=cast.bob.user_id)) as now:
        return use_code(cast.bob.user_id, code, seal=app.extensions["samla_seal"], now=now)


class TestRecoveryCodes:
    """`make_codes` and `use_code`."""

    def test_are_ten_and_kept_by_hash_only(self, app: Flask, cast: Cast) -> None:
        codes = codes_of(app, cast)
        assert len(set(codes)) == 10
        with reading(Scope(user=cast.bob.user_id)):
            kept = db.session.query(RecoveryCode.hash).all()
            assert not {code.replace("-", "").encode() for code in codes} & {bytes(row.hash) for row in kept}

    def test_count_once_however_they_are_typed(self, app: Flask, cast: Cast) -> None:
        code = codes_of(app, cast)[0]
        assert used(app, cast, f" {code.lower().replace('-', ' ')} ") == 9
        with pytest.raises(WrongRecoveryCode):
            used(app, cast, code)

    def test_are_void_once_new_ones_are_made(self, app: Flask, cast: Cast) -> None:
        old = codes_of(app, cast)
        codes_of(app, cast)
        with pytest.raises(WrongRecoveryCode):
            used(app, cast, old[0])

    def test_are_worth_nothing_to_somebody_else_or_under_another_key(self, app: Flask, cast: Cast) -> None:
        codes = codes_of(app, cast)
        seal = app.extensions["samla_seal"]
        with pytest.raises(WrongRecoveryCode), transaction(scope=Scope(user=cast.dora.user_id)) as now:
            use_code(cast.dora.user_id, codes[0], seal=seal, now=now)
        other = Seal("AQ" * 21 + "A=")
        with pytest.raises(WrongRecoveryCode), transaction(scope=Scope(user=cast.bob.user_id)) as now:
            use_code(cast.bob.user_id, codes[0], seal=other, now=now)
        with reading(Scope(user=cast.dora.user_id)):
            assert codes_left(cast.bob.user_id) == 0

    def test_succeed_once_of_many_tries_at_the_same_time(self, app: Flask, cast: Cast) -> None:
        code = codes_of(app, cast)[0]

        def attempt(_number: int) -> bool:
            with app.app_context():
                try:
                    used(app, cast, code)
                except WrongRecoveryCode:
                    return False
                return True

        with ThreadPoolExecutor(6) as threads:
            assert sum(threads.map(attempt, range(12))) == 1
