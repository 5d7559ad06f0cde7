"""One of many at the desk: taken in hand and sent on in one step, or left as it was."""

from datetime import date

import pytest
from factories.cast import Member
from factories.written import WritingHouse

from billing.desk.actions import ClaimedByOther, LeftDesk, SendingOn, take_and_send_on
from billing.desk.rules.checklist import CHECKS
from tenants.kernel.country import local_day
from tenants.kernel.ids import InvoiceId, WrittenId
from tenants.kernel.refusals import Forbidden, InvalidFields, NotFound


def taken(house: WritingHouse, who: Member, written_id: WrittenId, *, checked: frozenset[str]) -> InvoiceId:
    with who.acting(in_=house.workspace_id) as (actor, now):
        shown = house.shown(written_id, now)
        how = SendingOn(issued_on=local_day(now, "FI"), due_on=None, checked=checked, shown=shown)
        return take_and_send_on(actor, house.workspace_id, written_id, how, now=now).invoice_id


class TestTakingAndSendingOn:
    def test_takes_what_is_in_nobodys_hands(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        invoice_id = taken(house, house.cast.alice, written_id, checked=frozenset(CHECKS))
        row = house.read(house.aino, written_id).row
        assert (row.state, row.invoice_id) == ("approved", invoice_id)

    def test_leaves_it_in_nobodys_hands_where_it_is_refused(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        with pytest.raises(InvalidFields):
            taken(house, house.cast.alice, written_id, checked=frozenset())
        assert house.read(house.aino, written_id).row.state == "submitted"

    def test_takes_it_from_nobody(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        house.claim(written_id)
        with pytest.raises(ClaimedByOther):
            taken(house, house.colleague("Vilma"), written_id, checked=frozenset(CHECKS))

    def test_happens_once_and_never_to_what_was_withdrawn_or_isnt_submitted(self, house: WritingHouse) -> None:
        gone, draft = house.submitted(house.aino), house.draft(house.aino)
        house.sent_on(gone)
        for written_id in (gone, draft):
            with pytest.raises(LeftDesk):
                taken(house, house.cast.alice, written_id, checked=frozenset(CHECKS))

    def test_is_the_firms_alone(self, house: WritingHouse) -> None:
        written_id = house.submitted(house.aino)
        how = SendingOn(issued_on=date(2026, 11, 20), due_on=None, checked=frozenset(CHECKS), shown="")
        for person, refusal in ((house.aino, Forbidden), (house.cast.bob, Forbidden), (house.cast.charlie, NotFound)):
            with person.acting(in_=house.workspace_id) as (actor, now), pytest.raises(refusal):
                take_and_send_on(actor, house.workspace_id, written_id, how, now=now)
