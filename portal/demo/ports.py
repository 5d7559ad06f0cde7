"""Free ports on loopback."""

import socket

from portal.demo.failures import DemoFailure

LOOPBACK = "127.0.0.1"
TRIED = 50


class NoPort(DemoFailure):
    """No port is free."""


def free_port(first: int) -> int:
    """Return the first port from a number on that nobody listens at.

    Raises:
        NoPort: none of fifty is free.
    """
    for port in range(first, first + TRIED):
        with socket.socket() as tried:
            # Without it, a port of a demo that ended a moment ago would count as taken.
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((LOOPBACK, port))
            except OSError:
                continue
            return port
    raise NoPort(f"No port from {first} to {first + TRIED - 1} is free.")
