"""Two firms, their owners at their browsers, and the client they both work for."""

from dataclasses import dataclass, replace
from typing import Self

from factories.charging_house import make_platform
from sqlalchemy import select

from billing.requests.models import BillingRequest
from portal.edge.transaction import transaction
from tenants.access.queries import job_actor
from tenants.agreements.rules import renewal_day
from tenants.kernel.db import db
from tenants.kernel.ids import WorkspaceId
from tests.journeys.living import House
from tests.journeys.staging import Stage, set_stage
from tests.journeys.walking import Walker

COMPANY, ADMIN, MISTYPED = "Kuusi Keramiikka Oy", "bo@keramiikka.example", "boo@keramiikka.example"


@dataclass(slots=True)
class Story:
    """Carl owns Ek and reads Swedish, Olga owns Kuusi and reads Finnish; Bo of the client reads English."""

    house: House
    platform_id: WorkspaceId
    ek: Stage
    kuusi: Stage
    carl: Walker
    olga: Walker
    bo: Walker
    books: str = ""

    @classmethod
    def begin(cls, house: House) -> Self:
        """Found the platform and the two firms, and have their owners sign in."""
        _, platform_id = make_platform(house.app)
        ek = replace(set_stage(house.app, "sv", name="Ek"), client=COMPANY, admin=ADMIN)
        guessed = {"client": COMPANY, "client_id": ek.client_id, "admin": "somebody@keramiikka.example"}
        kuusi = replace(set_stage(house.app, "fi", name="Kuusi"), **guessed)
        carl, olga = house.seat(ek.owner, "sv"), house.seat(kuusi.owner, "fi")
        return cls(house, platform_id, ek, kuusi, carl, olga, house.visitor("en"))

    def next_year(self) -> None:
        """Live until the plan renews, or has ended, and have all three sign in again."""
        self.house.live_until(renewal_day(self.house.today(), 12))
        for walker, email in ((self.carl, self.ek.owner), (self.olga, self.kuusi.owner), (self.bo, ADMIN)):
            self.house.seat(email, walker.language, walker)

    def billed(self) -> list[tuple[str, int]]:
        """Return what the platform bills in its own books: to whom, and how much without VAT."""
        with transaction(scope=job_actor("workspace", self.platform_id).scope(acting=self.platform_id)):
            rows = db.session.scalars(select(BillingRequest).order_by(BillingRequest.created_at)).all()
            return [(row.customer_name, row.net_minor // 100) for row in rows]
