"""Which channel is which, and what of the installation each needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from billing.delivery.channels.einvoice.folder import Folder
from billing.delivery.channels.email.mailing import Mailing
from billing.delivery.channels.parcels import Parcel
from billing.delivery.rules.routes import Channel
from tenants.outside.outcome import Outcome
from tenants.outside.smtp import Smtp


@dataclass(frozen=True, slots=True)
class Outside:
    """Where an installation hands things over: its mail server and sender address, and the folder of the operator."""

    smtp_url: str
    mail_from: str
    einvoice_outbox: Path


class OpenChannel(Protocol):
    """A channel ready to take parcels; `at_once` is how many may be under way before their outcome is written down."""

    @property
    def at_once(self) -> int:
        """Return how many; one, where an outcome can't be looked up."""

    def send(self, parcel: Parcel) -> Outcome:
        """Hand a parcel over and return what came of it; the same parcel handed over twice is the same thing."""

    def look_up(self, parcel: Parcel) -> Outcome | None:
        """Return what became of a parcel that was perhaps handed over before; None if it surely wasn't."""


@contextmanager
def open_channel(channel: Channel, outside: Outside) -> Iterator[OpenChannel]:
    """Open a channel for as many parcels as there are, and close it."""
    if channel == "einvoice":
        yield Folder(outside.einvoice_outbox)
        return
    with Smtp(outside.smtp_url) as smtp:
        yield Mailing(smtp, outside.mail_from)
