"""An invitation whose workers are killed at every point: one link is good, the last one, and the firm is told."""

import re
from collections.abc import Callable
from contextlib import suppress

from factories.cast import make_cast
from factories.installation import Installation, installation_config
from factories.invited import invite_one
from factories.nursery import DEAD_HORSE, LEASE_SECONDS, nursery_of, until
from factories.sink import Caught, mail_sink

from portal.app import create_app
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.invitations.actions import find_place
from tenants.invitations.queries import sent_invitations
from tenants.kernel.ids import FirmId
from tenants.kernel.outbox.tasks import waiting
from tenants.kernel.refusals import NotFound
from tenants.kernel.scope import Scope

KIND = "send_invitation"
POINTS = ("claimed", "invitation_link_renewed", "invitation_handed_over", "invitation_recorded")
LINK = re.compile(r"/invitation/([A-Za-z0-9_-]+)")


def is_done(firm_id: FirmId) -> Callable[[], bool]:
    def done() -> bool:
        with transaction(scope=job_actor("firm", firm_id).scope(firm=firm_id)):
            return waiting(firm_id, KIND) == 0

    return done


def is_good(mail: Caught) -> bool:
    """Say whether the link in a mail leads to an invitation."""
    found = LINK.search(mail.message.get_content())
    assert found is not None
    with suppress(NotFound), transaction(scope=Scope()):
        find_place(found[1])
        return True
    return False


class TestKilledInvitation:
    """One invitation, and a worker that dies at each point."""

    def test_ends_with_one_good_link_and_is_told_as_sent(self, installation: Installation) -> None:
        with mail_sink() as sink:
            name = installation.new_database("template_samla")
            config = installation_config(installation, name, smtp_url=sink.url, lease_seconds=LEASE_SECONDS)
            app = create_app(config)
            with app.app_context(), nursery_of(config, installation.place, (KIND,)) as nursery, nursery.sweeper():
                cast = make_cast(app)
                firm_id = cast.kuusi.firm_id
                done = is_done(firm_id)
                with nursery.worker() as log:  # the cast's own invitation, which is nobody's to be killed over
                    until(done, log)
                before = len(sink.mails)
                invited = invite_one(cast)
                for point in POINTS:
                    with nursery.worker(point) as log:
                        until(lambda log=log: DEAD_HORSE in log.read_text(), log)
                assert done()
                mails = sink.mails[before:]
                assert [is_good(mail) for mail in mails] == [False] * (len(mails) - 1) + [True]
                # Killed after the mail server had it, a mail's outcome is lost: another follows, under a new link.
                assert len(mails) == len({mail.id for mail in mails}) == 2
                with cast.alice.acting(firm=firm_id) as (_, now):
                    collaboration_id = invited.begun.collaboration_id
                    told = sent_invitations(firm_id, [collaboration_id], now=now)[collaboration_id]
                assert told.mail == "sent"
            installation.let_go(app)
