"""What the ways of delivery are called, on every screen."""

from collections.abc import Mapping

from billing.delivery.rules.routes import Channel
from tenants.kernel.language import Message, msg

CHANNELS: Mapping[Channel, Message] = {
    "einvoice": msg("E-invoice"),
    "email": msg("E-mail"),
    "print": msg("Printed here"),
}


def channel_named(name: str | None) -> Channel | None:
    """Return the way of delivery that a form or an address names; None where it is none.

    >>> channel_named("email"), channel_named("pigeon")
    ('email', None)
    """
    return next((channel for channel in CHANNELS if channel == name), None)


def channel_words(name: str) -> Message | None:
    """Return what a way of delivery is called; None where it is none."""
    channel = channel_named(name)
    return CHANNELS[channel] if channel else None
