"""Workers killed at every named point and at chance moments, round after round, over several installations at once."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from factories.agreement_kills import kill_agreements_everywhere
from factories.delivery_kills import kill_deliveries_everywhere
from factories.installation import Installation
from factories.kills import kill_run_everywhere

from portal.edge import migration
from portal.embedded.postgres import Postgres
from portal.embedded.valkey import Valkey
from tests.soaking.parts import Violation

# A killed worker's lease has to run out before another takes over: most of the time goes into waiting.
AT_ONCE = 4
# In one installation, whose start takes as long as a round; fewer where few kills are wanted.
ROUNDS_EACH = 6
A_FEW = 100
Kill = Callable[[Installation, int, int], Any]


def kill_runs(seed: int, kills: int) -> Mapping[str, int]:
    """Return what was done to the workers of invoice runs; what is begun when so many are killed is finished.

    Raises:
        Violation: a number is missing or doubled, a request lost, a posting off balance, a chunk untold.
    """
    return _round_after_round(kill_run_everywhere, seed, kills)


def kill_deliveries(seed: int, kills: int) -> Mapping[str, int]:
    """Return what was done to the workers that draw and send.

    Raises:
        Violation: a document or mail is missing or doubled.
    """
    return _round_after_round(kill_deliveries_everywhere, seed, kills)


def kill_agreements(seed: int, kills: int) -> Mapping[str, int]:
    """Return what was done to the workers that charge plans, seal acceptances, and tell of terms and questions.

    Raises:
        Violation: a charge or record is missing or doubled, or somebody isn't told.
    """
    return _round_after_round(kill_agreements_everywhere, seed, kills)


def _round_after_round(kill: Kill, seed: int, kills: int) -> Mapping[str, int]:
    total: dict[str, int] = {"rounds": 0, "kills": 0}
    rounds = ROUNDS_EACH if kills > A_FEW else 1
    seeds = count(seed, rounds)
    with ProcessPoolExecutor(AT_ONCE, mp_context=get_context("spawn")) as pool:
        under_way: set[Future[dict[str, int]]] = set()
        while total["kills"] < kills:
            under_way |= {pool.submit(_some_rounds, kill, rounds, next(seeds)) for _ in range(AT_ONCE - len(under_way))}
            ended, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            _add_up(total, ended)
        _add_up(total, under_way)
    return total


def _some_rounds(kill: Kill, rounds: int, seed: int) -> dict[str, int]:
    """Go through some rounds over an installation of their own, and count what was done; runs in a process of its own.

    Raises:
        Violation: with the figures and the seed of these rounds.
    """
    with _installation() as installation:
        figures = kill(installation, rounds, seed)
    if figures.wrongs:
        raise Violation(f"rounds of seed {seed}: {figures}")
    done = {name: getattr(figures, name) for name in figures.__slots__}
    return {"rounds": rounds, **{name: value for name, value in done.items() if isinstance(value, int) and value}}


@contextmanager
def _installation() -> Iterator[Installation]:
    with tempfile.TemporaryDirectory(prefix="samla-soak-") as folder:
        place = Path(folder)
        postgres, valkey = Postgres(place / "pg", durable=False), Valkey(place / "valkey", durable=False)
        try:
            with postgres, valkey:
                migration.make_roles(postgres.url())
                migration.make_database(postgres.url(), "template_samla")
                migration.migrate(postgres.url("samla_owner", "template_samla"))
                yield Installation(postgres, valkey, place)
        finally:
            postgres.erase()
            valkey.erase()


def _add_up(total: dict[str, int], ended: set[Future[dict[str, int]]]) -> None:
    for one in ended:
        for name, value in one.result().items():
            total[name] = total.get(name, 0) + value
