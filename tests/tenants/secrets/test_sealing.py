"""A sealed secret opens in its own place only."""

import pytest

from tenants.secrets.sealing import NotOurs, Seal, new_key


class TestSeal:
    """`Seal`."""

    def test_opens_where_it_was_closed(self) -> None:
        seal = Seal(new_key())
        assert seal.open(seal.close(b"seed", belongs_to="user:1"), belongs_to="user:1") == b"seed"

    def test_never_closes_twice_alike(self) -> None:
        seal = Seal(new_key())
        assert seal.close(b"seed", belongs_to="user:1") != seal.close(b"seed", belongs_to="user:1")

    def test_does_not_open_in_another_row(self) -> None:
        seal = Seal(new_key())
        with pytest.raises(NotOurs):
            seal.open(seal.close(b"seed", belongs_to="user:1"), belongs_to="user:2")

    def test_does_not_open_with_another_key(self) -> None:
        sealed = Seal(new_key()).close(b"seed", belongs_to="user:1")
        with pytest.raises(NotOurs):
            Seal(new_key()).open(sealed, belongs_to="user:1")

    @pytest.mark.parametrize("place", [1, 5, 20, -1])
    def test_does_not_open_when_changed(self, place: int) -> None:
        seal = Seal(new_key())
        sealed = bytearray(seal.close(b"seed", belongs_to="user:1"))
        sealed[place] ^= 1
        with pytest.raises(NotOurs):
            seal.open(bytes(sealed), belongs_to="user:1")

    def test_takes_no_short_key(self) -> None:
        with pytest.raises(ValueError, match="5"):
            Seal("c2hvcnQ=")
