"""The mail that invites to a firm's staff, sent to a real server on loopback."""

import re

from factories.cast import Cast
from factories.installation import Installation, installation_config
from factories.recruits import recruit
from factories.sink import mail_sink
from sqlalchemy import select

from portal.app import create_app
from portal.edge.transaction import transaction
from portal.jobs.registry import HANDLERS
from portal.jobs.work import perform_in
from tenants.access.queries import job_actor
from tenants.kernel.db import db
from tenants.kernel.outbox.models import Task
from tenants.kernel.scope import Scope
from tenants.staffing.actions import SEND, find_staff_place
from tenants.staffing.queries import waiting_invitations


class TestStaffInvitation:
    """One mail, whose link is the only good one."""

    def test_carries_a_new_link_and_is_told_as_sent(
        self, installation: Installation, database: str, cast: Cast
    ) -> None:
        firm_id, called = cast.kuusi.firm_id, recruit(cast, "vilma@kuusi.example")
        with mail_sink() as server:
            worker = create_app(installation_config(installation, database, smtp_url=server.url))
            with transaction(scope=job_actor("firm", firm_id).scope(firm=firm_id)):
                task_id = db.session.scalars(select(Task.id).where(Task.kind == SEND)).one()
            perform_in(worker, HANDLERS, "firm", firm_id, task_id)
            perform_in(worker, HANDLERS, "firm", firm_id, task_id)
            installation.let_go(worker)
            (mail,) = server.mails
        found = re.search(r"/staff/([A-Za-z0-9_-]+)", mail.message.get_content())
        assert found is not None
        assert mail.message["To"].addresses[0].addr_spec == "vilma@kuusi.example"
        with transaction(scope=Scope()):
            assert find_staff_place(found[1]).id == called.id
        with cast.alice.acting() as (_, now):
            (told,) = waiting_invitations(firm_id, now=now)
        assert (told.mail, told.state) == ("sent", "open")
