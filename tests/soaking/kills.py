"""Workers killed at every named point and at chance moments, round after round for some minutes."""

import tempfile
import time
from collections.abc import Callable, Mapping
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

ROUNDS_EACH = 2


def kill_runs(seed: int, minutes: int) -> Mapping[str, int]:
    """Return what was done to the workers of invoice runs; the last rounds begun in time are finished.

    Raises:
        Violation: a number is missing or doubled, a request lost, a posting off balance, a chunk untold.
    """
    return _round_after_round(kill_run_everywhere, seed, minutes)


def kill_deliveries(seed: int, minutes: int) -> Mapping[str, int]:
    """Return what was done to the workers that draw and send.

    Raises:
        Violation: a document or mail is missing or doubled.
    """
    return _round_after_round(kill_deliveries_everywhere, seed, minutes)


def kill_agreements(seed: int, minutes: int) -> Mapping[str, int]:
    """Return what was done to the workers that charge plans, seal acceptances, and tell of terms and questions.

    Raises:
        Violation: a charge or record is missing or doubled, or somebody isn't told.
    """
    return _round_after_round(kill_agreements_everywhere, seed, minutes)


def _round_after_round(kill: Callable[[Installation, int, int], Any], seed: int, minutes: int) -> Mapping[str, int]:
    total: dict[str, int] = {"rounds": 0}
    deadline = time.monotonic() + minutes * 60
    with tempfile.TemporaryDirectory(prefix="samla-soak-") as folder:
        place = Path(folder)
        postgres, valkey = Postgres(place / "pg", durable=False), Valkey(place / "valkey", durable=False)
        with postgres, valkey:
            migration.make_roles(postgres.url())
            migration.make_database(postgres.url(), "template_samla")
            migration.migrate(postgres.url("samla_owner", "template_samla"))
            installation = Installation(postgres, valkey, place)
            while total["rounds"] == 0 or time.monotonic() < deadline:
                _add(total, _judged(kill(installation, ROUNDS_EACH, seed + total["rounds"])))
                total["rounds"] += ROUNDS_EACH
        postgres.erase()
        valkey.erase()
    return total


def _judged(figures: Any) -> Any:
    if figures.wrongs:
        raise Violation(str(figures))
    return figures


def _add(total: dict[str, int], figures: Any) -> None:
    """Add up what counts work done; what counts wrongs is nil."""
    for name in figures.__slots__:
        value = getattr(figures, name)
        if isinstance(value, int) and value:
            total[name] = total.get(name, 0) + value
