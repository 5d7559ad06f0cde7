"""The secrets of a demo."""

import re
from pathlib import Path

import pytest

from portal.demo.keys import Keys
from tenants.secrets.sealing import Seal
from tenants.users.rules import password_problem

STAFF = ("maria@kuusi.example", "eero@kuusi.example")


class TestKeys:
    def test_are_read_as_they_were_written(self, tmp_path: Path) -> None:
        keys = Keys.make(STAFF)
        keys.write(tmp_path / "keys.json")
        assert Keys.read(tmp_path / "keys.json") == keys

    def test_are_readable_by_their_owner_only(self, tmp_path: Path) -> None:
        Keys.make(STAFF).write(tmp_path / "keys.json")
        assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600

    def test_never_replace_others(self, tmp_path: Path) -> None:
        Keys.make(STAFF).write(tmp_path / "keys.json")
        with pytest.raises(FileExistsError):
            Keys.make(STAFF).write(tmp_path / "keys.json")

    def test_differ_from_demo_to_demo(self) -> None:
        one, other = Keys.make(STAFF), Keys.make(STAFF)
        assert one.secret_key != other.secret_key
        assert one.password != other.password
        assert one.second_factors.keys() == other.second_factors.keys() == set(STAFF)

    def test_have_a_password_that_can_be_typed_and_is_taken(self) -> None:
        password = Keys.make(STAFF).password
        assert re.fullmatch(r"[a-z]{6}(-[a-z]{6}){2}", password)
        assert password_problem(password, email=STAFF[0]) is None

    def test_seal_and_open(self) -> None:
        seal = Seal(Keys.make(STAFF).sealing_key)
        assert seal.open(seal.close(b"secret", belongs_to="a"), belongs_to="a") == b"secret"
