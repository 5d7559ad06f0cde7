"""The folder outbox: a file is there whole or not at all, and can be looked up by its delivery."""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from billing.delivery.channels.einvoice.message import message_of
from billing.delivery.channels.parcels import EinvoiceParcel, Parcel
from billing.delivery.rendering.einvoices import Ends, write_syntax
from billing.en16931.conversion import CannotConvert
from tenants.kernel.faults import reached
from tenants.outside.outcome import Done, NotDone, Outcome, Unknown

TAKEN = "taken"
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Folder:
    """The channel e-invoice; what is in the folder can be looked up, so many may be under way at once."""

    outbox: Path
    at_once: int = AT_ONCE

    def send(self, parcel: Parcel) -> Outcome:
        """Put a parcel's file into the folder; a file that is there already with the same content is as good."""
        found = self.look_up(parcel)
        if found is not None:
            return found
        try:
            return self._put(_of(parcel))
        except CannotConvert as refusal:
            return NotDone(str(refusal), final=True, stage="write")
        except OSError as fault:
            return NotDone(f"{type(fault).__name__}: {fault.strerror}", final=False, stage="folder")

    def look_up(self, parcel: Parcel) -> Outcome | None:
        """Return what is in the folder, or was taken from it, for this delivery; None if nothing is."""
        one = _of(parcel)
        try:
            for place in (self._path(one), self.outbox / TAKEN / self._path(one).name):
                if place.exists():
                    return _compared(place, one)
        except CannotConvert:
            return None
        except OSError as fault:
            return Unknown("folder", f"{type(fault).__name__}: {fault.strerror}")
        return None

    def _path(self, parcel: EinvoiceParcel) -> Path:
        return self.outbox / f"{parcel.delivery_id}.xml"

    def _put(self, parcel: EinvoiceParcel) -> Done:
        content = message_of(parcel, written(parcel))
        path = self._path(parcel)
        part = path.with_suffix(".xml.part")
        self.outbox.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        reached("einvoice_written")
        part.replace(path)
        reached("einvoice_there")
        _sync(self.outbox)
        return Done(_receipt(path, content))


def written(parcel: EinvoiceParcel) -> bytes:
    """Return the e-invoice of a parcel: the document's own, or one written anew for another address.

    Raises:
        CannotConvert: it can't be written.
    """
    if parcel.xml is not None:
        return parcel.xml
    ends = Ends(parcel.document_message_id, parcel.sender_operator, parcel.receiver_operator)
    return write_syntax(parcel.content, parcel.syntax, ends)


def _of(parcel: Parcel) -> EinvoiceParcel:
    if not isinstance(parcel, EinvoiceParcel):
        raise TypeError(parcel)
    return parcel


def _compared(place: Path, parcel: EinvoiceParcel) -> Outcome:
    content = place.read_bytes()
    if content == message_of(parcel, written(parcel)):
        return Done(_receipt(place, content))
    return NotDone(f"{place.name} is there with another content", final=True, stage="folder")


def _receipt(path: Path, content: bytes) -> str:
    return f"{path.name} sha256:{sha256(content).hexdigest()}"


def _sync(folder: Path) -> None:
    """Have the folder's entry itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
