"""A run from import to mail, measured in real processes, while somebody reads pages."""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from factories.cast import Cast
from factories.site import Site, free_port, open_site
from redis import Redis
from sqlalchemy import text

from benchmarks.material import bring_in, make_file, make_people
from benchmarks.measuring import Measuring, calibration, wait_until
from benchmarks.pages import Latencies, reading_pages
from benchmarks.report import Report, as_json, as_table
from billing.delivery.actions import send_run
from billing.runs.actions import start_run
from billing.runs.queries import RunProgress, run_progress
from portal.edge.transaction import reading
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.ids import RequestId, RunId, StreamId

PER_SECOND = 4.0
PATIENCE = 10.0  # times the target


def main() -> int:
    """Measure, tell, and return the exit code: 0 where all targets were met, 1 where one was missed."""
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__)
    parser.add_argument("--invoices", type=int, default=500)
    parser.add_argument("--lines", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    report = measure(given.invoices, given.lines)
    print(as_json(report) if given.json else as_table(report))
    return 1 if report.misses() else 0


def measure(invoices: int, lines: int) -> Report:
    """Return the figures of one run in a new installation, which is erased afterwards."""
    with tempfile.TemporaryDirectory(prefix="samla-benchmark-") as folder:
        place = Path(folder)
        with mail_server(place / "mails") as (smtp_url, server), open_site(place / "site", smtp_url=smtp_url) as site:
            cast, stream_id = make_people(site.app)
            site.programs.start()
            measuring = Measuring(groups_of(site, server.pid))
            quiet = calibration()
            latencies = work_through(site, cast, stream_id, measuring, make_file(invoices, lines))
            return Report(invoices, lines, quiet, measuring.steps, latencies, invoices_in(place))


def invoices_in(place: Path) -> int:
    """Return how many mails with a PDF have arrived; the others are invitations."""
    return sum(b"application/pdf" in mail.read_bytes() for mail in (place / "mails" / "new").iterdir())


def work_through(site: Site, cast: Cast, stream_id: StreamId, measuring: Measuring, data: bytes) -> Latencies:
    """Import, run and send, each measured, while somebody reads pages; returns what the pages took."""
    at = f"/w/{cast.kuusi.workspace_id}"
    with measuring.step("import"), cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
        ready = bring_in(actor, cast.kuusi, stream_id, data, now=now)
    patience = PATIENCE * 0.24 * len(ready) + 60
    paths = ["/", f"{at}/requests", f"{at}/invoices", f"{at}/runs", f"{at}/sending"]
    with reading_pages(site.config.base_url, token_of(cast), paths, per_second=PER_SECOND) as latencies:
        with measuring.step("issue"):
            run_id = start(cast, stream_id, ready)
            paths.append(f"{at}/runs/{run_id}")
            wait_until(lambda: progress(cast, run_id).waiting == 0, seconds=patience)
        with measuring.step("draw and check"):
            wait_until(lambda: progress(cast, run_id).rendered >= len(ready), seconds=patience)
        with measuring.step("mail"):
            with cast.alice.acting(in_=cast.kuusi.workspace_id) as (actor, now):
                send_run(actor, cast.kuusi.workspace_id, run_id, now=now)
            wait_until(lambda: progress(cast, run_id).sent >= len(ready), seconds=patience)
    return latencies


def start(cast: Cast, stream_id: StreamId, ready: tuple[RequestId, ...]) -> RunId:
    """Start the run in Alice's name."""
    workspace_id = cast.kuusi.workspace_id
    with cast.alice.acting(in_=workspace_id) as (actor, now):
        today = local_day(now, "FI")
        return start_run(actor, workspace_id, stream_id, ready, issued_on=today, fingerprint=None, now=now)


def progress(cast: Cast, run_id: RunId) -> RunProgress:
    """Return how far the run is, as its page reads it."""
    workspace_id = cast.kuusi.workspace_id
    with reading(cast.alice.actor().scope(acting=workspace_id)):
        return run_progress(workspace_id, run_id)


def token_of(cast: Cast) -> str:
    """Return the cookie of a browser that Alice is signed in with."""
    cookie = cast.alice.browser().get_cookie("samla")
    assert cookie is not None
    return cookie.value


def groups_of(site: Site, mail_server_pid: int) -> dict[str, list[int]]:
    """Return the roots of the process trees, by what they do."""
    running = site.programs.running
    backend = db.session.scalar(text("select pg_backend_pid()"))
    db.session.rollback()
    valkey = Redis.from_url(site.config.redis_url).info()["process_id"]
    return {
        "portal": [running["serve"].pid],
        "workers": [process.pid for name, process in running.items() if name.startswith("worker")],
        "postgres": [psutil.Process(backend).ppid()],
        "others": [valkey, running["scheduler"].pid, mail_server_pid],
    }


@contextmanager
def mail_server(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run a mail server in a process of its own that keeps every mail as a file."""
    port = free_port()
    command = ["aiosmtpd", "-n", "-l", f"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Mailbox", str(folder)]
    process = subprocess.Popen([sys.executable, "-m", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"smtp://127.0.0.1:{port}", process
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
