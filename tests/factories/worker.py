"""A nursery of workers over a test database: it reads in everything once, and forks a worker whenever it is told to.

`samla worker` refuses a database without fsync, and takes seconds to start; what runs here is the same loop. A line of
standard input is a role (work or sweep), the place to die at (or -) and a file for the log; the answer is the process's
id. Only tasks of the kinds named on the command line are done; others are put back, since each harness tests its own.
"""

import importlib
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

from flask import Flask

from billing.delivery.rendering import warm_up
from portal.app import create_app
from portal.config import Config
from portal.jobs import perform, runtime, worker
from portal.jobs.registry import HANDLERS
from portal.jobs.sweeping import sweep_until_stopped
from portal.jobs.work import Work
from tenants.kernel import faults

EVERY = 0.5


def leave(task: Work) -> None:
    """Put a task back that this worker isn't for."""
    task.give_back("not done here", wait=timedelta(hours=1))


def live(app: Flask, role: str, place: str, log: str) -> None:
    """Be a worker that dies at a place, or a sweeper, until killed."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.environ["SAMLA_KILL_AT"] = "" if place == "-" else place
    importlib.reload(faults)
    if role == "sweep":
        sweep_until_stopped(app, every=EVERY)
    else:
        worker.NICE = 0  # tests beside this one would starve it
        worker.work(app)


def main(*kinds: str) -> None:
    """Fork what is asked for until standard input ends."""
    app = create_app(Config.from_env())
    runtime.use(app)
    warm_up()  # or each worker would, for a second
    perform.HANDLERS = {kind: handler if kind in kinds else leave for kind, handler in HANDLERS.items()}
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        role, place, log = line.split()
        Path(log).touch()
        if pid := os.fork():
            print(pid, flush=True)  # noqa: T201  the answer
            continue
        live(app, role, place, log)
        os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
