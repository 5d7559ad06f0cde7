"""The installation's signature."""

import base64

import pytest

from tenants.secrets.signing import Signet, is_signed

KEY = base64.b64encode(bytes(32)).decode()


class TestSignet:
    """Signs for an installation."""

    def test_is_the_same_for_the_same_key(self) -> None:
        assert Signet(KEY).public_key == Signet(KEY).public_key
        assert Signet(KEY).sign(b"x") == Signet(KEY).sign(b"x")

    def test_never_shows_the_key_it_comes_from(self) -> None:
        assert Signet(KEY).public_key != KEY

    @pytest.mark.parametrize("key", ["", "AAAA", "not base64!"])
    def test_wants_a_whole_key(self, key: str) -> None:
        with pytest.raises(ValueError, match=r".*"):
            Signet(key)

    @pytest.mark.parametrize(("key", "signature"), [("", ""), (KEY, "AAAA"), ("é", "AAAA")])
    def test_takes_what_cannot_be_read_for_no_signature(self, key: str, signature: str) -> None:
        assert not is_signed(key, b"x", signature)
