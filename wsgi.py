"""The WSGI entry: `gunicorn wsgi:app`, configured by the environment."""

from portal.app import check_database, create_app
from portal.config import Config

app = create_app(Config.from_env())
check_database(app)
