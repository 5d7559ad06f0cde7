"""How recovery codes look, and who a passkey is made for."""

import secrets
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

HOW_MANY = 10
# Crockford's letters: nothing in them is read as something else. 16 of them carry 80 bits.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 16, 4
READ_AS = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """Us, as authenticators know us (WebAuthn 3, 5.4.2): the host that passkeys belong to, and its origin."""

    id: str
    origin: str

    @classmethod
    def at(cls, base_url: str) -> Self:
        """Return the relying party of an installation.

        >>> RelyingParty.at("https://samla.example:8443")
        RelyingParty(id='samla.example', origin='https://samla.example:8443')
        """
        parts = urlsplit(base_url)
        return cls(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")


def new_code() -> str:
    """Return a new recovery code in groups of four, such as `7K2M-9QXA-0C3D-VW4T`."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(letters[place : place + GROUP] for place in range(0, LENGTH, GROUP))


def plain_code(typed: str) -> str:
    """Return a code as it is compared: without groups, and with letters that look alike read as meant.

    >>> plain_code("7k2m 9qxa-oc3d-vw4t")
    '7K2M9QXA0C3DVW4T'
    """
    return "".join(sign for sign in typed.upper() if sign.isalnum()).translate(READ_AS)
