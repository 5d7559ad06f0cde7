"""The mails of a request to a company that is here: to its admins, and the answer back to who asked."""

from factories.cast import Cast
from factories.sink import Sink
from factories.ways import charlie_asks
from factories.working import perform
from flask import Flask

from tenants.collaborations.actions import Declined, decline_collaboration
from tenants.kernel.journal import journal_rows


class TestAskAdmins:
    """The mail to the admins."""

    def test_goes_to_the_admin_whom_the_firm_never_learns(self, cast: Cast, worker: Flask, server: Sink) -> None:
        begun = charlie_asks(cast)
        perform(worker, "ask_admins", "firm", cast.ek.firm_id)
        (mail,) = server.mails
        text = mail.message.get_content()
        assert mail.recipients == ("bob@bob.example",)
        assert f"http://localhost:8000/w/{begun.workspace_id}/approvals" in text
        assert "Redovisningsbyrån Ek AB asks to work with" in text
        with cast.charlie.acting(firm=cast.ek.firm_id):
            told = [row for row in journal_rows(cast.ek.firm_id) if row.act == "request_sent"]
            assert len(told) == 1
            assert "bob" not in str(told).lower()

    def test_is_told_as_failed_where_no_server_takes_it(self, cast: Cast, worker: Flask, server: Sink) -> None:
        server.answers["bob@bob.example"] = "550 No such user"
        charlie_asks(cast)
        perform(worker, "ask_admins", "firm", cast.ek.firm_id)
        with cast.charlie.acting(firm=cast.ek.firm_id):
            assert "request_failed" in [row.act for row in journal_rows(cast.ek.firm_id)]

    def test_stays_unsent_once_the_request_is_answered(self, cast: Cast, worker: Flask, server: Sink) -> None:
        begun = charlie_asks(cast)
        with cast.bob.acting(in_=begun.workspace_id) as (actor, now):
            declined = Declined("We stay.")
            decline_collaboration(actor, begun.workspace_id, begun.collaboration_id, declined, now=now)
        perform(worker, "ask_admins", "firm", cast.ek.firm_id)
        assert server.mails == []
        perform(worker, "tell_declined", "workspace", begun.workspace_id)
        (mail,) = server.mails
        assert mail.recipients == ("charlie@charlie.example",)
        assert "We stay." in mail.message.get_content()
