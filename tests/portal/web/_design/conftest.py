"""The gallery on loopback, and a browser to look at it."""

from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from werkzeug.serving import make_server

from portal.web._design.gallery import create_gallery_app


@pytest.fixture(scope="session")
def gallery() -> Flask:
    return create_gallery_app()


@pytest.fixture(scope="session")
def gallery_url(gallery: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, gallery, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}/design/gallery"
    server.shutdown()
    thread.join()
