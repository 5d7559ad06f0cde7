"""An invoice whose document couldn't be made needs attention, and isn't counted as unsent as well."""

from factories.cast import Cast
from factories.issued import BY_EMAIL, issue

from billing.delivery.queries import attention_counts, unsent_counts, unsent_rows
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.kernel.db import db
from tenants.kernel.outbox.models import Task


class TestUndelivered:
    """What nobody has sent is either unsent or needs attention."""

    def test_is_counted_once(self, cast: Cast) -> None:
        where = cast.kuusi.workspace_id
        issue(cast.alice, where, [BY_EMAIL])
        with cast.alice.acting():
            assert ([one.count for one in unsent_counts([where])], attention_counts([where])) == ([1], ())
        with transaction(scope=job_actor("workspace", where).scope(acting=where)):
            db.session.query(Task).filter_by(kind="render_chunk").update({"state": "dead"})
        with cast.alice.acting():
            assert (unsent_counts([where]), unsent_rows([where])) == ((), ())
            assert [one.count for one in attention_counts([where])] == [1]
