"""`samla serve`, `samla worker` and `samla scheduler`: the three processes of an installation."""

import sys

import click
from flask import Flask

from portal.app import check_database, create_app
from portal.cli.server import Server
from portal.config import Config
from portal.edge.guard import NotFit
from portal.jobs.sweeping import sweep_until_stopped
from portal.jobs.worker import work


def ready_app() -> Flask:
    """Return the application of this environment, or end with the reason why it can't start."""
    try:
        app = create_app(Config.from_env())
        check_database(app)
    except NotFit as reason:
        click.echo(str(reason), err=True)
        sys.exit(1)
    return app


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Address and port.")
@click.option("--processes", type=click.IntRange(1), default=2, show_default=True, help="Server processes.")
@click.option("--threads", type=click.IntRange(1), default=4, show_default=True, help="Threads of each.")
def serve(bind: str, processes: int, threads: int) -> None:
    """Serve the portal with gunicorn."""
    Server(ready_app(), bind=bind, processes=processes, threads=threads).run()


@click.command()
@click.option("--burst", is_flag=True, help="End when the queue is empty.")
def worker(*, burst: bool) -> None:
    """Do what the outbox asks for."""
    work(ready_app(), burst=burst)


@click.command()
@click.option("--every", type=click.FloatRange(0.1), default=5.0, show_default=True, help="Seconds between sweeps.")
def scheduler(every: float) -> None:
    """Find work that nobody does and have it done."""
    sweep_until_stopped(ready_app(), every=every)
