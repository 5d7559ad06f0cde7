"""Reading factoring agreements."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import cast

from sqlalchemy import func, select

from billing.customers.models import Customer
from billing.factoring.models import FactoredCustomer, FactoredStream, FactoringAgreement
from billing.factoring.rules import Agreement, Factoring
from billing.factoring.rules.agreement import Clauses
from tenants.kernel.db import db
from tenants.kernel.ids import CustomerId, FactoringId, StreamId, WorkspaceId
from tenants.kernel.refusals import NotFound

A = FactoringAgreement
OF_ROW = ("name", "business_id", "reference", "iban", "bic", "bankgiro", "plusgiro", "account", "fik_creditor")


class NoSuchAgreement(NotFound):
    """There is no such factoring agreement."""


def agreement_rows(workspace_id: WorkspaceId) -> tuple[Agreement, ...]:
    """Return a workspace's agreements by name, each with its streams and customers."""
    rows = db.session.scalars(select(A).where(A.workspace_id == workspace_id).order_by(A.name)).all()
    return tuple(_facts(workspace_id, rows))


def get_agreement(workspace_id: WorkspaceId, agreement_id: FactoringId) -> Agreement:
    """Return an agreement.

    Raises:
        NoSuchAgreement: the workspace has none by that id, or isn't in scope.
    """
    row = db.session.scalars(select(A).where(A.workspace_id == workspace_id, A.id == agreement_id)).one_or_none()
    if row is None:
        raise NoSuchAgreement(agreement_id)
    return next(_facts(workspace_id, [row]))


def factoring_of(workspace_id: WorkspaceId, stream_id: StreamId) -> Factoring:
    """Return the agreements in force for a stream's invoices: its own and those of single customers.

    A card that was merged into another leads there, so that its receivables don't stay behind.
    """
    active = [one for one in agreement_rows(workspace_id) if one.active]
    of_stream = next((one for one in active if stream_id in one.streams), None)
    return Factoring(of_stream, {customer: one for one in active for customer in one.customers})


def changed_at(workspace_id: WorkspaceId) -> datetime | None:
    """Return when an agreement was last changed, None where there is none."""
    return db.session.scalar(select(func.max(A.changed_at)).where(A.workspace_id == workspace_id))


def _facts(workspace_id: WorkspaceId, rows: Iterable[FactoringAgreement]) -> Iterator[Agreement]:
    streams = select(FactoredStream.agreement_id, FactoredStream.stream_id).where(
        FactoredStream.workspace_id == workspace_id
    )
    stays = func.coalesce(Customer.merged_into_id, Customer.id)
    customers = (
        select(FactoredCustomer.agreement_id, stays)
        .join(
            Customer,
            (Customer.workspace_id == FactoredCustomer.workspace_id) & (Customer.id == FactoredCustomer.customer_id),
        )
        .where(FactoredCustomer.workspace_id == workspace_id)
    )
    of_streams, of_customers = db.session.execute(streams).all(), db.session.execute(customers).all()
    for row in rows:
        yield Agreement(
            id=FactoringId(row.id),
            **{name: getattr(row, name) for name in OF_ROW},
            clauses=cast("Clauses", row.clauses),
            active=row.active,
            streams=frozenset(StreamId(stream) for agreement, stream in of_streams if agreement == row.id),
            customers=frozenset(CustomerId(customer) for agreement, customer in of_customers if agreement == row.id),
            changed_at=row.changed_at,
        )
