"""How far a run has come, and when nothing more comes by itself."""

from factories.desk import Desk

from billing.runs.queries import run_progress
from tenants.kernel.ids import RunId

SUMMARY = """
    with one as (
        insert into file (workspace_id, id, name, media_type, size, sha256, content, created_at)
            values (:workspace, gen_random_uuid(), 'run-1.pdf', 'application/pdf', 0, repeat('0', 64), '', now())
            returning id
    )
    update invoice_run set summary_file_id = (select id from one)
"""


def progress(desk: Desk, run_id: RunId) -> tuple[int, bool]:
    """Return how many documents couldn't be made, and whether the run is settled."""
    with desk.cast.alice.acting():
        come = run_progress(desk.workspace_id, run_id)
    return come.not_made, come.is_settled


class TestRunProgress:
    """`run_progress`."""

    def test_settles_where_documents_could_not_be_made_and_nobody_is_at_work_on_them(self, desk: Desk) -> None:
        run_id = desk.run()
        desk.change(SUMMARY)
        assert progress(desk, run_id) == (0, False)
        desk.change("update task set state = 'done' where kind = 'render_chunk'")
        assert progress(desk, run_id) == (5, True)

    def test_settles_without_a_summary_where_the_desk_sent_it_on(self, desk: Desk) -> None:
        run_id = desk.run()
        desk.change("update task set state = 'done'")
        assert progress(desk, run_id) == (5, False)
        desk.change("update invoice_run set written_by = :writer", writer=desk.cast.bob.user_id)
        assert progress(desk, run_id) == (5, True)

    def test_waits_for_a_document_that_is_made_again(self, desk: Desk) -> None:
        run_id = desk.run()
        desk.change(SUMMARY)
        desk.change(
            "update task set kind = 'render_invoice',"
            " ids = jsonb_build_object('invoice_id', (select id from invoice limit 1)) where kind = 'render_chunk'"
        )
        assert progress(desk, run_id) == (0, False)
