"""Reading kept files."""

import pytest
from factories.cast import Cast
from factories.installation import Installation
from sqlalchemy import create_engine, text

from tenants.files.actions import NewFile, keep_file
from tenants.files.queries import FileDamaged, NoSuchFile, get_file
from tenants.kernel.ids import FileId


@pytest.fixture
def file_id(cast: Cast) -> FileId:
    with cast.bob.acting(in_=cast.kuusi.workspace_id) as (_, now):
        return keep_file(cast.kuusi.workspace_id, NewFile("a.pdf", "application/pdf", b"%PDF"), now=now)


class TestGetFile:
    """`get_file`."""

    def test_hides_the_file_from_a_stranger(self, cast: Cast, file_id: FileId) -> None:
        with pytest.raises(NoSuchFile), cast.charlie.acting():
            get_file(cast.kuusi.workspace_id, file_id)

    def test_doesnt_find_it_under_another_workspace(self, cast: Cast, file_id: FileId) -> None:
        with pytest.raises(NoSuchFile), cast.alice.acting():
            get_file(cast.ek.workspace_id, file_id)

    def test_hands_out_nothing_that_was_changed_behind_our_back(
        self, cast: Cast, file_id: FileId, installation: Installation, database: str
    ) -> None:
        engine = create_engine(installation.postgres.url(database=database))
        with engine.begin() as connection:
            connection.execute(text("update file set content = 'x'"))
        engine.dispose()
        with pytest.raises(FileDamaged), cast.alice.acting():
            get_file(cast.kuusi.workspace_id, file_id)
