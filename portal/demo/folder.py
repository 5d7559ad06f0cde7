"""The folder in which a demo keeps everything between starts."""

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DemoFolder:
    """Where things lie below the folder; only its owner may enter it."""

    root: Path

    def make(self) -> None:
        """Make the folder."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)

    def clear(self) -> None:
        """Remove what the demo wrote itself; the servers erase their own."""
        for folder in (self.mails, self.einvoices, self.logs):
            shutil.rmtree(folder, ignore_errors=True)
        for file in (self.keys, self.processes):
            file.unlink(missing_ok=True)

    @property
    def keys(self) -> Path:
        """Return the file of the keys."""
        return self.root / "keys.json"

    @property
    def processes(self) -> Path:
        """Return the file that names the processes at work."""
        return self.root / "processes.json"

    @property
    def mails(self) -> Path:
        """Return the folder of caught mails."""
        return self.root / "mails"

    @property
    def einvoices(self) -> Path:
        """Return the folder in which e-invoices wait for an operator."""
        return self.root / "einvoices"

    @property
    def logs(self) -> Path:
        """Return the folder of the processes' logs."""
        return self.root / "logs"
