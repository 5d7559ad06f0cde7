"""The gallery on loopback, and a browser to look at it."""

from collections.abc import Iterator

import pytest
from factories.looking import serve
from flask import Flask

from portal.web._design.gallery import create_gallery_app


@pytest.fixture(scope="session")
def gallery() -> Flask:
    return create_gallery_app()


@pytest.fixture(scope="session")
def gallery_url(gallery: Flask) -> Iterator[str]:
    with serve(gallery) as url:
        yield f"{url}/design/gallery"
