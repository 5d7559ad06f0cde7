"""Keeping files."""

from datetime import date

import pytest
from factories.cast import Cast
from sqlalchemy.exc import ProgrammingError

from tenants.files.actions import NewFile, keep_file, keep_files
from tenants.files.queries import get_file

ORDER = tuple(NewFile(f"{n}.pdf", "application/pdf", bytes([n]), date(2033, 12, 31)) for n in range(20))


class TestKeepFile:
    """`keep_file`."""

    def test_keeps_bytes_name_kind_and_how_long_the_law_keeps_it(self, cast: Cast) -> None:
        with cast.bob.acting(in_=cast.kuusi.workspace_id) as (_, now):
            file_id = keep_file(cast.kuusi.workspace_id, ORDER[7], now=now)
        with cast.alice.acting():
            kept = get_file(cast.kuusi.workspace_id, file_id)
        assert (kept.name, kept.media_type, kept.content) == ("7.pdf", "application/pdf", b"\x07")
        assert (kept.retain_until, kept.created_at) == (date(2033, 12, 31), now)

    def test_writes_into_the_acting_workspace_only(self, cast: Cast) -> None:
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            cast.charlie.acting(in_=cast.ek.workspace_id) as (_, now),
        ):
            keep_file(cast.kuusi.workspace_id, ORDER[0], now=now)


class TestKeepFiles:
    """`keep_files`."""

    def test_returns_the_ids_in_the_order_of_the_files(self, cast: Cast) -> None:
        with cast.bob.acting(in_=cast.kuusi.workspace_id) as (_, now):
            ids = keep_files(cast.kuusi.workspace_id, ORDER, now=now)
            assert [get_file(cast.kuusi.workspace_id, file_id).name for file_id in ids] == [new.name for new in ORDER]

    def test_keeps_nothing_when_there_is_nothing(self, cast: Cast) -> None:
        with cast.bob.acting(in_=cast.kuusi.workspace_id) as (_, now):
            assert keep_files(cast.kuusi.workspace_id, (), now=now) == ()
