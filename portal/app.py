"""The application: what it consists of, in the order it is put together."""

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from billing.delivery.rendering import CHECKS
from portal.auth import gate, login
from portal.config import Config
from portal.edge import errors, limits, locale, log, relay, security
from portal.edge.clock import Clock, real_clock, set_clock
from portal.edge.guard import check_fit
from portal.web import areas
from tenants.kernel.db import db
from tenants.secrets.sealing import Seal

# Executions of a statement; a list of one workspace takes half the time where PostgreSQL doesn't plan it anew.
PREPARED_AFTER = 5
# An invoice of hundreds of written lines, a dozen fields each, is a form like another.
FORM_PARTS = 20_000


def create_app(config: Config, *, clock: Clock = real_clock) -> Flask:
    """Return an application for one installation; nothing is read from the environment here."""
    log.install()
    app = Flask("portal", static_folder=None)
    _configure(app, config)
    set_clock(app, clock)
    db.init_app(app)
    relay.connect(app, config.redis_url)
    security.install(app, config)
    locale.install(app)
    limits.install(app, config.redis_url)
    gate.install_recognition(app)
    CSRFProtect(app)
    gate.install(app)
    login.install(app)
    areas.install(app)
    errors.install(app)
    return app


def check_database(app: Flask, *, durable: bool = True) -> None:
    """Refuse to go on with a database that isn't fit; see `portal.edge.guard`."""
    with app.app_context(), db.engine.connect() as connection:
        check_fit(connection, durable=durable)


def _configure(app: Flask, config: Config) -> None:
    app.config.update(
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "pool_pre_ping": True,
            "pool_size": 8,
            "connect_args": {"prepare_threshold": PREPARED_AFTER if config.prepared_statements else None},
        },
        MAX_CONTENT_LENGTH=config.upload_limit,
        MAX_FORM_MEMORY_SIZE=config.upload_limit,
        MAX_FORM_PARTS=FORM_PARTS,
        SESSION_COOKIE_NAME="__Host-form" if config.is_https else "form",
        SESSION_COOKIE_SECURE=config.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=12 * 60 * 60,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.extensions["samla_config"] = config
    CHECKS.finvoice_xsd = config.finvoice_xsd
    app.extensions["samla_seal"] = Seal(config.sealing_key)
    if config.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, config.trusted_proxies, config.trusted_proxies)  # type: ignore[method-assign]  # as Flask documents it
