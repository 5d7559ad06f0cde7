"""Channels: each gets finished parcels and answers what came of them; no database, no web.

A new channel is a folder and a row in `open_channel`.
"""

from billing.delivery.channels.parcels import EinvoiceParcel, EmailParcel, Parcel
from billing.delivery.channels.register import OpenChannel, Outside, open_channel

__all__ = ["EinvoiceParcel", "EmailParcel", "OpenChannel", "Outside", "Parcel", "open_channel"]
