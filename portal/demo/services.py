"""PostgreSQL and Valkey of the demo, with the database in the shape that this version needs."""

import logging
from typing import Self

from portal.config import Config
from portal.demo.failures import KeysGone
from portal.demo.folder import DemoFolder
from portal.demo.keys import Keys
from portal.edge import migration
from portal.embedded.postgres import Postgres
from portal.embedded.valkey import Valkey

DATABASE = "samla"
MAIL_FROM = "laskut@mantykaari.example"


class Services:
    """The two servers over a folder; a context manager."""

    def __init__(self, folder: DemoFolder) -> None:
        self._folder = folder
        self._postgres = Postgres(folder.root, durable=True)
        self._valkey = Valkey(folder.root, durable=True)

    def __enter__(self) -> Self:
        """Start both, and bring the database to this version.

        Raises:
            EmbeddedFailure: a server can't be had.
        """
        self._postgres.start()
        try:
            self._valkey.start()
            self._bring_up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Stop both."""
        self._valkey.stop()
        self._postgres.stop()

    def erase(self) -> None:
        """Remove all data for good.

        Raises:
            AlreadyRunning: another process runs this demo.
        """
        self._postgres.erase()
        self._valkey.erase()

    def keys(self, staff: tuple[str, ...]) -> Keys:
        """Return the demo's keys, made now if nothing was sealed with others before.

        Raises:
            KeysGone: the database has been used with keys that are no longer there.
        """
        if self._folder.keys.exists():
            return Keys.read(self._folder.keys)
        if not self._is_new:
            raise KeysGone(f"{self._folder.keys} is gone, and the data can't be read without it: start with --fresh.")
        keys = Keys.make(staff)
        keys.write(self._folder.keys)
        return keys

    def config(self, keys: Keys, *, base_url: str, smtp_url: str) -> Config:
        """Return the settings of the installation."""
        return Config(
            database_url=self._postgres.url("samla_app", DATABASE),
            owner_database_url=self._postgres.url("samla_owner", DATABASE),
            redis_url=self._valkey.url,
            secret_key=keys.secret_key,
            sealing_key=keys.sealing_key,
            base_url=base_url,
            mail_from=MAIL_FROM,
            smtp_url=smtp_url,
            einvoice_outbox=self._folder.einvoices,
        )

    def _bring_up(self) -> None:
        logging.getLogger("alembic").setLevel(logging.WARNING)
        superuser = self._postgres.url()
        self._is_new = not migration.has_database(superuser, DATABASE)
        migration.make_roles(superuser)
        if self._is_new:
            migration.make_database(superuser, DATABASE)
        migration.migrate(self._postgres.url("samla_owner", DATABASE))
