"""What every list of a firm's clients can be asked, and the answers as the register of clients takes them."""

from uuid import UUID

from portal.web._design import Choice, Filter, TableQuery
from portal.web._design.states import state_of
from tenants.collaborations.register import NOT_STARTED, ClientFilter
from tenants.engagements.queries import engagement_names
from tenants.firms.queries import staff_rows
from tenants.kernel.ids import FirmId
from tenants.kernel.language import msg
from tenants.plans.rules import CATALOGUE

SHOWN_STATES = ("invited", "active", "ending", "ended", "declined", "withdrawn", "expired")
SEARCH_LABEL = msg("Client, business id or engagement")


def client_filters(firm_id: FirmId) -> tuple[Filter, ...]:
    """Return the filters that narrow a firm's clients: state, engagement, responsible person and plan."""
    states = (Choice(NOT_STARTED, msg("Not started")), *(Choice(s, state_of(s).label) for s in SHOWN_STATES))
    engagements = (Choice(name, name) for name in engagement_names(firm_id))
    staff = (Choice(str(row.user_id), row.name) for row in staff_rows(firm_id))
    plans = (Choice(plan.variant, plan.name) for plan in CATALOGUE.values())
    return (
        Filter(key="state", label=msg("Collaboration"), choices=states),
        Filter(key="engagement", label=msg("Engagement"), choices=tuple(engagements)),
        Filter(key="responsible", label=msg("Responsible"), choices=tuple(staff)),
        Filter(key="variant", label=msg("Plan"), choices=tuple(plans)),
    )


def client_filter(query: TableQuery) -> ClientFilter:
    """Return what the register is to look for; the order it is in is the caller's to add."""
    responsible = query.answer("responsible")
    return ClientFilter(
        search=query.search,
        state=query.answer("state"),
        engagement=query.answer("engagement"),
        responsible=UUID(responsible) if responsible else None,
        variant=query.answer("variant"),
    )
