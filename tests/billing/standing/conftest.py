"""The books that the readers of standing are tried on."""

import pytest
from factories.books import Books
from factories.cast import Cast


@pytest.fixture
def kuusi(cast: Cast) -> Books:
    return Books(cast.alice, cast.kuusi.workspace_id)


@pytest.fixture
def ek(cast: Cast) -> Books:
    return Books(cast.charlie, cast.ek.workspace_id, "SE")
