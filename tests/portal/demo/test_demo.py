"""The demo as somebody starts it: one command, everything for real, in a folder of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner, Result

from portal.cli.main import samla
from portal.embedded.postgres import Postgres
from portal.embedded.valkey import Valkey

PROJECT = Path(__file__).parents[3]
SECONDS = 900


def command(state: Path, *options: str) -> list[str]:
    """Return the command that starts the demo in a folder."""
    return [sys.executable, "-m", "portal.cli", "demo", "--state", str(state), *options]


def environment() -> dict[str, str]:
    """Return an environment in which nothing of Samla is set."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SAMLA_")}


def demo(state: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the demo to its end."""
    return subprocess.run(
        command(state, *options),
        cwd=PROJECT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, subprocess.CompletedProcess[str]]]:
    """Return the folder of a demo that was started afresh and ended, and what it said."""
    state = tmp_path_factory.mktemp("demo") / "state"
    yield state, demo(state, "--exit", "--fresh", "--port", "8700")
    Postgres(state, durable=True).erase()
    Valkey(state, durable=True).erase()


class TestDemo:
    def test_comes_true_step_by_step(self, played: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
        _state, done = played
        assert done.returncode == 0, done.stdout + done.stderr
        for line in (
            r"Kaamoslehti Oy: 40 billing requests read from 5 files, 33 ready",
            r"Kaamoslehti Oy, Tilaukset: 22 invoices issued, numbers 1000001-1000022; 22 documents made",
            r"Kaamoslehti Oy, Ilmoitukset: 12 invoices issued, numbers 2000001-2000012; 12 documents made",
            r"Kaamoslehti Oy: debits equal credits; [\d,.]+ EUR is open, as the invoices say",
            r"Kaamoslehti Oy: 28 mails arrived once each, with their PDF; 6 e-invoices lie in the outbox, checked",
            r"Kaamoslehti Oy: requests left on the list for you: 4 with an error, 2 cancelled, 8 ready",
            r"Kaamoslehti Oy: 5 articles with prices; .*",
            r"Kaamoslehti Oy: 2 contracts, and 2 billing requests of the periods that have begun, ready",
            r"Kaamoslehti Oy: written by the client, checked, sent on as invoice 2000013, arrived: Valokuva .*",
            r"Kaamoslehti Oy: written by the client, returned to be corrected: Kuvaus, syyskokous",
            r"Kaamoslehti Oy: written by the client, waits at the desk for you: Juttupaketin .*",
            r"Fjällbäckens Konferens AB, .*: 22 invoices issued, numbers 1000001-1000022; 22 documents made",
            r"Fjällbäckens Konferens AB: 19 mails arrived once each, .* 3 e-invoices lie in the outbox, checked",
            r"Skarvøy Sjømat og Rorbu AS, Salg: 13 invoices issued, numbers 1000001-1000013; 13 documents made",
            r"Skarvøy Sjømat og Rorbu AS: 9 mails arrived once each, .* 4 e-invoices lie in the outbox, checked",
            r"Kaamoslehti Oy: the firm asks: .* Not answered yet\.",
            r"Fjällbäckens Konferens AB: due diligence was done, risk high, to be renewed in 20 days",
            r"Havnelyset Lamper ApS: Vibeke Fyrholm has accepted 3 terms and the agreement; the work can begin",
            r"Kivikehrä Kutomo Oy: the plan is cancelled, and ends with the period that is paid",
            r"Hiutale Jäätelö Oy: Helmi Hiutale has declined, and says why",
            r"Samlan Palvelut Oy, Palvelupaketit: 5 invoices issued, numbers 1000001-1000005; 5 documents made",
            r"Samlan Palvelut Oy: debits equal credits; 657.00 DKK, 853.40 EUR, 627.00 NOK, 3,190.00 SEK is open, .*",
            r"Samlan Palvelut Oy: \d mails arrived once each, with their PDF; \d e-invoices lie in the outbox, checked",
            r"Purotuuli Leipomo Oy: Pirkko Purotuuli is invited; the mail waits to be opened",
            r"Havregårdens Cykel AB: on the register with an engagement, not invited yet",
        ):
            assert re.search(f"^ok  {line}$", done.stdout, re.MULTILINE), line
        assert done.stderr == ""

    def test_leaves_no_process_behind(self, played: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
        state, _done = played
        assert not (state / "processes.json").exists()
        assert [each for each in commands() if str(state) in each] == []

    def test_keeps_its_keys_to_its_owner(self, played: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
        state, _done = played
        assert (state / "keys.json").stat().st_mode & 0o777 == 0o600
        assert state.stat().st_mode & 0o777 == 0o700

    def test_goes_on_with_what_is_there_and_ends_on_sigterm(
        self, played: tuple[Path, subprocess.CompletedProcess[str]]
    ) -> None:
        state, _done = played
        mails = len(list((state / "mails").iterdir()))
        started = subprocess.Popen(
            command(state, "--port", "8720"), cwd=PROJECT, env=environment(), stdout=subprocess.PIPE, text=True
        )
        said = read_until(started, "Ctrl-C ends the demo")
        portal, catcher = (re.search(rf"^{name} +(http\S+)$", said, re.MULTILINE) for name in ("Samla", "Mails"))
        assert portal
        assert catcher
        assert "Samla" in page(f"{portal[1]}/sign-in")
        # A renewal that comes is told at the second start; that no invoice leaves again, the demo proves itself.
        shown = re.search(r"<h1>(\d+) mails</h1>", page(catcher[1]))
        assert shown
        assert int(shown[1]) >= mails
        assert "28 mails arrived once each" in said
        started.send_signal(signal.SIGTERM)
        rest = started.communicate(timeout=120)[0]
        assert started.returncode == 0, rest
        assert "imported" not in said
        assert "articles with prices" not in said
        assert "of the periods that have begun" not in said
        assert "sent on as invoice 2000013, arrived" in said
        assert "22 invoices issued, numbers 1000001-1000022" in said

    def test_tells_the_codes_of_the_moment(self, played: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
        state, _done = played
        done = answer(state, "--code")
        assert done.exit_code == 0
        staff = json.loads((state / "keys.json").read_text("utf-8"))["second_factors"]
        assert [line.split()[0] for line in done.stdout.splitlines()] == list(staff)
        assert len(re.findall(r" \d{3} \d{3} ", done.stdout)) == len(staff)


class TestWithoutData:
    def test_has_no_codes_to_tell(self, tmp_path: Path) -> None:
        done = answer(tmp_path / "none", "--code")
        assert (done.exit_code, done.stderr) == (1, "no  There is no demo yet; start it first.\n")

    def test_is_told_of_wrong_use(self, tmp_path: Path) -> None:
        assert answer(tmp_path / "none", "--nonsense").exit_code == 2


def commands() -> Iterator[str]:
    """Yield what each process of the machine was started with; Debian's smallest kind has no `pgrep`."""
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has ended meanwhile
            yield each.read_bytes().replace(b"\0", b" ").decode(errors="replace")


def answer(state: Path, *options: str) -> Result:
    """Return what the command says where it starts nothing, and so needs no process of its own."""
    return CliRunner().invoke(samla, ["demo", "--state", str(state), *options])


def page(address: str) -> str:
    """Return a page of loopback."""
    with urlopen(address, timeout=60) as answer:  # noqa: S310  an address the demo told
        return str(answer.read().decode())


def read_until(started: subprocess.Popen[str], last: str) -> str:
    """Return what a process says up to a line."""
    assert started.stdout is not None
    lines, deadline = [], time.monotonic() + SECONDS
    for line in started.stdout:
        lines.append(line)
        if last in line or time.monotonic() > deadline:
            break
    return "".join(lines)
