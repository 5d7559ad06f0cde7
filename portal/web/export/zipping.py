"""A ZIP that is made while it is sent: as large as the books, and never whole in memory or on disk."""

import zipfile
from collections.abc import Iterator
from datetime import datetime

from billing.exports.queries import kept_files, register_lines
from tenants.files.queries import KeptFile
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.spreadsheets import csv_pieces

AT_ONCE = 64_000  # bytes
PACKED = ("text/", "application/xml", "application/json")


class _Taken:
    """What was written since it was last taken; to `zipfile` a stream that can't go back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.size = 0

    def write(self, piece: bytes, /) -> int:
        """Keep a piece."""
        self._pieces.append(bytes(piece))
        self.size += len(piece)
        return len(piece)

    def flush(self) -> None:
        """Do nothing: what was written is taken when its time has come."""

    def close(self) -> None:
        """Do nothing: the answer ends by itself."""

    def take(self) -> bytes:
        """Return what has come together, and begin anew."""
        taken = b"".join(self._pieces)
        self._pieces.clear()
        self.size = 0
        return taken


def zip_of_everything(workspace_id: WorkspaceId, year: int | None, *, at: datetime) -> Iterator[bytes]:
    """Yield a ZIP of all registers, as CSV, and of the files kept in a year, or of all.

    Raises:
        FileDamaged: a file's bytes aren't those that were kept; what was sent until then is no whole ZIP.
    """
    taken = _Taken()
    with zipfile.ZipFile(taken, "w") as archive:
        for name, lines in register_lines(workspace_id):
            with archive.open(_entry(f"registers/{name}.csv", at, packed=True), "w", force_zip64=True) as member:
                for piece in csv_pieces(lines):
                    member.write(piece)
                    if taken.size > AT_ONCE:
                        yield taken.take()
        for file in kept_files(workspace_id, year):
            packed = file.media_type.startswith(PACKED)
            archive.writestr(_entry(_path(file), file.created_at, packed=packed), file.content)
            yield taken.take()
    yield taken.take()


def _path(file: KeptFile) -> str:
    """Return where a file lies: under its month, by an id that no other has, which the register of files names too."""
    return f"files/{file.created_at:%Y-%m}/{file.id}/{file.name}"


def _entry(path: str, at: datetime, *, packed: bool) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, date_time=at.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    return entry
