"""The Python environment: uv in `.boot`, and with it everything of requirements.lock in `.venv`."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from launch.failures import CannotSetUp

PROJECT = Path(__file__).resolve().parents[1]
UV = "0.13.9"
BOOT = PROJECT / ".boot"
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = PROJECT / "requirements.lock"
STAMP = VENV / "installed-lock"


def say(sentence: str) -> None:
    """Tell what is happening, apart from what a command puts out."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold back a second set-up of the same project until the first is done."""
    BOOT.mkdir(exist_ok=True)
    with (BOOT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare() -> None:
    """Make `.venv` hold exactly what requirements.lock names, each file checked against its hash.

    Nothing is done where the lock is the one that was installed last.

    Raises:
        CannotSetUp: pip is missing, or a package can't be had.
    """
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text("ascii") == wanted:
        return
    say("Installing the packages of requirements.lock into .venv (once) ...")
    uv = _uv()
    if not PYTHON.exists():
        python = interpreter(Path("/usr/bin"))
        _run([uv, "venv", "--quiet", "--clear", "--python", python, VENV], "making .venv failed")
    sync: list[str | Path] = [uv, "pip", "sync", "--python", PYTHON, "--require-hashes", LOCK]
    _run([*sync, *([] if sys.stderr.isatty() else ["--quiet"])], "installing requirements.lock failed")
    # In place, so that `samla` is on the path of .venv; the packages it needs are there, so nothing is fetched.
    own: list[str | Path] = [uv, "pip", "install", "--quiet", "--python", PYTHON, "--offline", "--no-deps"]
    _run([*own, "--no-build-isolation", "--editable", PROJECT], "installing Samla itself failed")
    STAMP.write_text(wanted, "ascii")


def interpreter(folder: Path) -> Path:
    """Return the Python that Samla runs on: the system's of the running version, if there is a whole one.

    Debian builds its Python with profile-guided optimisation; one that somebody built beside it usually isn't, and
    takes a fifth longer to draw a document. python3-minimal alone lacks most of the standard library.
    """
    system = folder / f"python3.{sys.version_info.minor}"
    asked: list[str | Path] = [system, "-c", "import ctypes, email, ssl, venv, zlib"]
    if system.exists() and subprocess.run(asked, capture_output=True, check=False).returncode == 0:
        return system
    return Path(sys.executable)


def remembering(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which Python keeps what it compiled, and keeps it out of the project's folders.

    Demo and tests start many processes, and most of the time of a start would go into compiling the same files.
    """
    kept = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"PYTHONPYCACHEPREFIX": str(VENV / "compiled"), **kept}


def _uv() -> Path:
    """Return uv, of the one version we know, from an environment of its own.

    `--without-pip` spares Debian's package python3-venv, and installing into an environment keeps clear of a
    system's Python that is closed to pip (PEP 668).
    """
    uv = BOOT / "bin" / "uv"
    if not _is_wanted(uv):
        _run([sys.executable, "-m", "venv", "--without-pip", BOOT], "making .boot failed")
        if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
            raise CannotSetUp("pip is missing: install it first (Debian: apt-get install python3-pip).")
        pip: list[str | Path] = [
            sys.executable,
            "-m",
            "pip",
            "--python",
            BOOT / "bin" / "python",
            "--disable-pip-version-check",
        ]
        _run([*pip, "install", "--quiet", f"uv=={UV}"], "installing uv failed")
    return uv


def _is_wanted(uv: Path) -> bool:
    if not uv.exists():
        return False
    said = subprocess.run([uv, "--version"], capture_output=True, text=True, check=False).stdout
    return said.split()[1:2] == [UV]


def _run(command: Sequence[str | Path], failure: str) -> None:
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_HTTP_RETRIES": "6"}
    # An environment that happens to be active isn't the one to install into.
    environment.pop("VIRTUAL_ENV", None)
    if subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode:
        raise CannotSetUp(f"Samla can't be set up: {failure}, see above. Is the network there?")
