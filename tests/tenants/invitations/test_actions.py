"""Sending an invitation again, and what became of its mails."""

from datetime import timedelta

import pytest
from factories.cast import Cast, make_person
from factories.invited import invite_one

from tenants.firms.actions import take_on
from tenants.invitations.actions import Outcome, find_place, record_mail, renew_link, send_again
from tenants.invitations.queries import get_invitation, sent_invitations
from tenants.kernel.refusals import Forbidden, NotFound


class TestSendAgain:
    """An invitation once more."""

    def test_opens_an_expired_one_anew(self, cast: Cast) -> None:
        invited, firm_id = invite_one(cast), cast.kuusi.firm_id
        with cast.alice.acting(firm=firm_id) as (actor, now):
            later = now + timedelta(days=20)
            assert get_invitation(invited.workspace_id, invited.invitation_id, now=later).state == "expired"
            send_again(actor, firm_id, invited.invitation_id, "pia@malli.example", now=later)
            assert get_invitation(invited.workspace_id, invited.invitation_id, now=later).state == "open"

    def test_finds_nothing_for_another_firm(self, cast: Cast) -> None:
        invited = invite_one(cast)
        for firm_id in (cast.kuusi.firm_id, cast.ek.firm_id):
            with pytest.raises(NotFound), cast.charlie.acting(firm=firm_id) as (actor, now):
                send_again(actor, firm_id, invited.invitation_id, "charlie@charlie.example", now=now)


class TestRecordMail:
    """What became of a mail."""

    def test_shows_the_newest_outcome_to_the_own_firm_only(self, cast: Cast) -> None:
        invited, firm_id = invite_one(cast), cast.kuusi.firm_id
        ids = [invited.begun.collaboration_id]
        for outcome in ("failed", "sent"):
            with cast.alice.acting(firm=firm_id) as (actor, now):
                record_mail(actor, firm_id, invited.invitation_id, Outcome(outcome, "pia@malli.example"), now=now)
        with cast.alice.acting(firm=firm_id) as (_, now):
            assert sent_invitations(firm_id, ids, now=now)[ids[0]].mail == "sent"
        with cast.charlie.acting(firm=cast.ek.firm_id) as (_, now):
            assert sent_invitations(firm_id, ids, now=now) == {}


class TestRenewLink:
    """A new link."""

    def test_makes_the_one_before_void(self, cast: Cast) -> None:
        invited = invite_one(cast)
        with cast.alice.acting(firm=cast.kuusi.firm_id):
            token = renew_link(invited.workspace_id, invited.invitation_id)
            assert find_place(token).id == invited.invitation_id
            with pytest.raises(NotFound):
                find_place(invited.token)


class TestRights:
    """Who may invite."""

    def test_refuse_an_assistant(self, cast: Cast) -> None:
        invited, firm_id = invite_one(cast), cast.kuusi.firm_id
        anna = make_person(cast.alice.app, "Anna")
        with cast.alice.acting(firm=firm_id) as (actor, now):
            take_on(actor, firm_id, anna.user_id, "assistant", now=now)
        with pytest.raises(Forbidden), anna.acting(firm=firm_id) as (actor, now):
            send_again(actor, firm_id, invited.invitation_id, "anna@anna.example", now=now)
