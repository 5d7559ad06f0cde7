"""Free ports."""

import socket

import pytest

from portal.demo import ports
from portal.demo.ports import NoPort, free_port


class TestFreePort:
    def test_is_the_next_one_where_the_first_is_taken(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            first = taken.getsockname()[1]
            found = free_port(first)
        assert first < found < first + ports.TRIED

    def test_is_refused_where_none_is_left(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ports, "TRIED", 1)
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            with pytest.raises(NoPort):
                free_port(taken.getsockname()[1])
