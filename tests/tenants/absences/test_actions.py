"""Standing in: who may arrange it, what it opens, and that it begins and ends by itself."""

from datetime import date, datetime, timedelta

import pytest
from factories.cast import Cast, Member, make_person
from flask import Flask

from tenants.absences.actions import arrange_cover, end_cover
from tenants.absences.queries import cover_rows
from tenants.engagements.models import EngagementMember
from tenants.firms.actions import take_on
from tenants.kernel.country import local_day
from tenants.kernel.db import db
from tenants.kernel.refusals import Forbidden, InvalidFields, NotFound


def hired(app: Flask, cast: Cast, name: str, role: str = "accountant", *, on_it: bool = False) -> Member:
    """Take somebody on at Kuusi, on the client's engagement or not."""
    person = make_person(app, name)
    with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
        take_on(actor, cast.kuusi.firm_id, person.user_id, role, now=now)
        if on_it:
            where = {"firm_id": cast.kuusi.firm_id, "engagement_id": cast.kuusi.engagement_id}
            db.session.add(EngagementMember(**where, user_id=person.user_id))
    return person


def arranged(by: Member, cast: Cast, away: Member, stand_in: Member, days: tuple[int, int]) -> None:
    """Arrange a cover from so many days from today to so many."""
    with by.acting(firm=cast.kuusi.firm_id) as (actor, now):
        today = local_day(now, "FI")
        first, last = (today + timedelta(days=count) for count in days)
        arrange_cover(actor, cast.kuusi.firm_id, away.user_id, stand_in.user_id, (first, last), now=now)


class TestArrangeCover:
    """`arrange_cover`."""

    @pytest.mark.parametrize(("days", "reaches"), [((0, 0), True), ((-3, 5), True), ((1, 5), False)])
    def test_opens_what_the_other_works_on_for_those_days_only(
        self, app: Flask, cast: Cast, days: tuple[int, int], *, reaches: bool
    ) -> None:
        away, stand_in = hired(app, cast, "Eero", on_it=True), hired(app, cast, "Vilma")
        assert cast.kuusi.workspace_id not in stand_in.actor().workspaces
        arranged(cast.alice, cast, away, stand_in, days)
        assert (cast.kuusi.workspace_id in stand_in.actor().workspaces) is reaches

    def test_gives_the_stand_in_their_own_role_and_nothing_more(self, app: Flask, cast: Cast) -> None:
        away, stand_in = hired(app, cast, "Eero", on_it=True), hired(app, cast, "Vilma", "assistant")
        arranged(cast.alice, cast, away, stand_in, (0, 3))
        assert stand_in.actor().workspaces[cast.kuusi.workspace_id].role == "assistant"

    def test_is_possible_for_oneself_and_not_for_others(self, app: Flask, cast: Cast) -> None:
        away, stand_in = hired(app, cast, "Eero", on_it=True), hired(app, cast, "Vilma")
        arranged(away, cast, away, stand_in, (0, 3))
        with pytest.raises(Forbidden):
            arranged(stand_in, cast, away, stand_in, (4, 5))

    def test_refuses_strangers_and_days_that_do_not_fit(self, app: Flask, cast: Cast) -> None:
        away = hired(app, cast, "Eero", on_it=True)
        for stand_in, days in ((cast.charlie, (0, 1)), (away, (0, 1)), (cast.alice, (3, 2)), (cast.alice, (-3, -1))):
            with pytest.raises(InvalidFields):
                arranged(cast.alice, cast, away, stand_in, days)

    def test_is_hidden_from_another_firm(self, app: Flask, cast: Cast) -> None:
        away = hired(app, cast, "Eero", on_it=True)
        with pytest.raises(NotFound):
            arranged(cast.charlie, cast, away, cast.charlie, (0, 1))

    def test_counts_days_as_the_firms_country_does(self, app: Flask, cast: Cast) -> None:
        away, stand_in = hired(app, cast, "Eero", on_it=True), hired(app, cast, "Vilma")
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, _now):
            now = datetime.fromisoformat("2027-03-27T12:00:00+00:00")
            days = (date(2027, 3, 28), date(2027, 3, 28))  # the day that summer time begins
            arrange_cover(actor, cast.kuusi.firm_id, away.user_id, stand_in.user_id, days, now=now)
            from_at, until_at = db.session.execute(db.text("select from_at, until_at from cover")).one()
        assert until_at - from_at == timedelta(hours=23)


class TestEndCover:
    """`end_cover`."""

    def test_ends_the_access_at_once(self, app: Flask, cast: Cast) -> None:
        away, stand_in = hired(app, cast, "Eero", on_it=True), hired(app, cast, "Vilma")
        arranged(cast.alice, cast, away, stand_in, (0, 3))
        browser, url = stand_in.browser(), f"/w/{cast.kuusi.workspace_id}"
        assert browser.get(url).status_code == 200
        with cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            (row,) = cover_rows(cast.kuusi.firm_id, now=now)
            end_cover(actor, cast.kuusi.firm_id, row.id, now=now)
        assert browser.get(url).status_code == 404
        with pytest.raises(NotFound), cast.alice.acting(firm=cast.kuusi.firm_id) as (actor, now):
            end_cover(actor, cast.kuusi.firm_id, row.id, now=now)
