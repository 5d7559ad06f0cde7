"""Many rows in one statement, under row security."""

from uuid import uuid4

import pytest
from factories.cast import Cast
from psycopg.errors import InsufficientPrivilege

from tenants.files.models import File
from tenants.kernel.bulk import add_rows
from tenants.kernel.db import db
from tenants.kernel.outbox.models import Task


def tasks(scope_id: object, count: int) -> list[dict[str, object]]:
    return [
        {
            "scope_id": scope_id,
            "id": uuid4(),
            "scope_kind": "workspace",
            "kind": "test",
            "key": f"tab\there, newline\nthere, \\N and {number}",
            "ids": {"a": [1, None, "ä"]},
            "state": "ready",
            "problem": None,
        }
        for number in range(count)
    ]


class TestAddRows:
    """COPY into a temporary table, then INSERT."""

    def test_writes_every_value_as_it_is(self, cast: Cast) -> None:
        rows = tasks(cast.kuusi.workspace_id, 300)
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            assert add_rows(Task, rows) == 300
            assert add_rows(Task, tasks(cast.kuusi.workspace_id, 0)) == 0
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            found = db.session.query(Task).filter_by(kind="test").all()
            assert {(one.id, one.key, one.problem) for one in found} == {
                (row["id"], row["key"], row["problem"]) for row in rows
            }
            assert found[0].ids == {"a": [1, None, "ä"]}
            assert found[0].attempts == 0

    def test_can_be_used_twice_in_a_transaction(self, cast: Cast) -> None:
        with cast.alice.acting(in_=cast.kuusi.workspace_id):
            first, second = ([{**row, "key": uuid4().hex} for row in tasks(cast.kuusi.workspace_id, 2)] for _ in "12")
            assert add_rows(Task, first) + add_rows(Task, second) == 4

    def test_is_held_by_row_security(self, cast: Cast) -> None:
        with pytest.raises(InsufficientPrivilege), cast.charlie.acting(in_=cast.ek.workspace_id):
            add_rows(Task, tasks(cast.kuusi.workspace_id, 1))

    def test_writes_bytes_and_days(self, cast: Cast) -> None:
        with cast.alice.acting(in_=cast.kuusi.workspace_id) as (_actor, now):
            row = {
                "workspace_id": cast.kuusi.workspace_id, "id": uuid4(), "name": "a", "media_type": "b", "size": 3,
                "sha256": "c", "content": b"\x00\xff\\", "created_at": now, "retain_until": None,
            }  # fmt: skip
            add_rows(File, [row])
            assert db.session.get_one(File, (row["workspace_id"], row["id"])).content == b"\x00\xff\\"
