"""The secrets of one demo, made once and kept where only its owner reads them."""

import base64
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import pyotp

SYLLABLES = tuple(first + vowel for first in "bdfghjklmnprstv" for vowel in "aeiou")
GROUPS, IN_GROUP = 3, 3  # 9 syllables of 75: 56 bits


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The installation's keys, the password of all who can log in, and the secret of each second factor by address."""

    secret_key: str
    sealing_key: str
    password: str
    second_factors: dict[str, str]

    @classmethod
    def make(cls, staff: tuple[str, ...]) -> Self:
        """Return new keys, with a second factor for each address of the staff."""
        return cls(
            secret_key=secrets.token_urlsafe(48),
            sealing_key=base64.b64encode(secrets.token_bytes(32)).decode(),
            password=_password(),
            second_factors={email: pyotp.random_base32() for email in staff},
        )

    @classmethod
    def read(cls, file: Path) -> Self:
        """Return the keys that a file keeps."""
        return cls(**json.loads(file.read_text("utf-8")))

    def write(self, file: Path) -> None:
        """Keep the keys in a new file that only its owner may read."""
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as kept:
            json.dump(asdict(self), kept, indent=2)


def _password() -> str:
    groups = ("".join(secrets.choice(SYLLABLES) for _ in range(IN_GROUP)) for _ in range(GROUPS))
    return "-".join(groups)
