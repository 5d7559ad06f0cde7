"""`samla serve`, `samla worker` and `samla scheduler`: the three processes of an installation."""

import click
from flask import Flask

from portal.app import check_database, create_app
from portal.cli.server import Server
from portal.config import Config
from portal.edge.relay import redis
from portal.jobs.sweeping import sweep_until_stopped
from portal.jobs.worker import work

PORTS = range(65536)


def ready_app() -> Flask:
    """Return the application of this environment.

    Raises:
        NotConfigured, NotFit: it can't start as things are.
        OperationalError: the database is away; the command line tells it in a sentence.
    """
    app = create_app(Config.from_env())
    check_database(app)
    return app


def ringing_app() -> Flask:
    """Return the application of this environment, once Valkey or Redis answers too.

    What runs goes on without it. But work that is never rung for, at an address that was mistyped, nobody would notice.

    Raises:
        RedisError: it doesn't answer; besides what `ready_app` raises.
    """
    app = ready_app()
    with app.app_context():
        redis().ping()
        # What is opened from now on has the time that its use needs.
        redis().connection_pool.disconnect()
    return app


def address(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Return an address that gunicorn can read.

    Raises:
        BadParameter: it has no port, or none that there is.
    """
    _, colon, port = value.rpartition(":")
    if value.startswith("unix:") or (colon and port.isascii() and port.isdecimal() and int(port) in PORTS):
        return value
    raise click.BadParameter("give HOST:PORT, such as 127.0.0.1:8000, or unix:PATH")


@click.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, callback=address, help="Address and port.")
@click.option("--processes", type=click.IntRange(1), default=2, show_default=True, help="Server processes.")
@click.option("--threads", type=click.IntRange(1), default=4, show_default=True, help="Threads of each.")
def serve(bind: str, processes: int, threads: int) -> None:
    """Serve the portal with gunicorn.

    Exit code 0: told to end, and ended; 1: refused, with the reason, such as a setting, the database or the address;
    2: wrong use.
    """
    Server(ringing_app(), bind=bind, processes=processes, threads=threads).run()


@click.command()
@click.option("--burst", is_flag=True, help="End when the queue is empty.")
def worker(*, burst: bool) -> None:
    """Do what the outbox asks for.

    Exit code 0: told to end, or with --burst nothing was left; 1: refused, with the reason, such as a setting or the
    database; 2: wrong use.
    """
    work(ringing_app(), burst=burst)


@click.command()
@click.option("--every", type=click.FloatRange(0.1), default=5.0, show_default=True, help="Seconds between sweeps.")
def scheduler(every: float) -> None:
    """Find work that nobody does and have it done.

    Exit code 0: told to end, and ended; 1: refused, with the reason, such as a setting or the database; 2: wrong use.
    """
    sweep_until_stopped(ringing_app(), every=every)
