"""A running installation, its mails, and a browser: shared by all journeys of a test process."""

from collections.abc import Iterator

import pytest
from factories.installation import Installation
from factories.site import Site, free_port, open_site
from playwright.sync_api import Browser

from portal.demo.mail_catcher import MailCatcher
from portal.edge.transaction import transaction
from tenants.kernel.scope import Scope
from tenants.terms.ours import publish_ours
from tests.journeys.living import House, open_house


@pytest.fixture(scope="session")
def mails(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailCatcher]:
    """Run the mail server that the installation sends through; it keeps every mail."""
    folder = tmp_path_factory.mktemp("mails")
    with MailCatcher(folder, smtp_port=free_port(), web_port=free_port()) as catcher:
        yield catcher


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, mails: MailCatcher) -> Iterator[Site]:
    """Run server, workers and scheduler over an empty installation with our terms in force."""
    with open_site(tmp_path_factory.mktemp("site"), smtp_url=mails.smtp_url) as site:
        with transaction(scope=Scope()) as now:
            publish_ours(now)
        site.programs.start()
        yield site


@pytest.fixture
def house(installation: Installation, database: str, browser: Browser, mails: MailCatcher) -> Iterator[House]:
    """Serve an empty installation whose clock can be moved."""
    with open_house(installation, database, browser, mails) as house:
        yield house
