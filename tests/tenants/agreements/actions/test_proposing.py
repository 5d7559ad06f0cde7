"""A first day that was chosen: what is agreed starts then, and is charged then."""

from datetime import date, timedelta

import pytest
from factories.agreeing import agreement_in, attend_today, charges_in, put_clock
from factories.cast import Cast
from factories.charging_house import subscribe
from flask import Flask
from sqlalchemy import select

from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.agreements.actions import Offer, UnknownStart
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.outbox.models import Task

TODAY = date(2026, 11, 22)
CHOSEN = date(2027, 1, 1)


def asked_for(workspace_id: WorkspaceId) -> int:
    """Return how many charges were asked for."""
    with transaction(scope=job_actor("workspace", workspace_id).scope(acting=workspace_id)):
        return len(db.session.scalars(select(Task.id).where(Task.kind == "charge_plan")).all())


class TestChosenStart:
    """A later first day."""

    def test_begins_and_is_charged_on_its_day(self, app: Flask, cast: Cast) -> None:
        put_clock(app, TODAY)
        offer = Offer("smart", 3, "client", CHOSEN)
        client = subscribe(app, cast.kuusi.firm_id, cast.alice.user_id, "FI", "Myöhäinen Oy", offer)
        agreed = agreement_in(client.workspace_id)
        assert (agreed.state, agreed.starts_on, agreed.renews_on) == ("active", CHOSEN, date(2027, 4, 1))
        (charge,) = charges_in(client.workspace_id)
        assert (charge.first_on, charge.last_on) == (CHOSEN, date(2027, 3, 31))
        attend_today(client.workspace_id)
        assert asked_for(client.workspace_id) == 0
        put_clock(app, CHOSEN)
        attend_today(client.workspace_id)
        assert asked_for(client.workspace_id) == 1

    def test_is_the_day_of_acceptance_where_that_is_later(self, app: Flask, cast: Cast) -> None:
        put_clock(app, TODAY)
        client = subscribe(
            app, cast.kuusi.firm_id, cast.alice.user_id, "FI", "Tänään Oy", Offer("pro", 12, "client", TODAY)
        )
        assert agreement_in(client.workspace_id).starts_on == TODAY
        assert asked_for(client.workspace_id) == 1

    @pytest.mark.parametrize("day", [TODAY - timedelta(days=1), TODAY + timedelta(days=366)])
    def test_is_neither_past_nor_more_than_a_year_away(self, app: Flask, cast: Cast, day: date) -> None:
        put_clock(app, TODAY)
        with pytest.raises(UnknownStart):
            subscribe(app, cast.kuusi.firm_id, cast.alice.user_id, "FI", "Väärä Oy", Offer("pro", 12, "client", day))
