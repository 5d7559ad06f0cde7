"""Where each problem of a request is put right."""

from dataclasses import dataclass

from flask import current_app, url_for

from billing.requests.actions.checking import JUDGED
from billing.requests.queries import RequestRow
from billing.requests.rules.fixing import SOURCES, field_of, is_of_sums
from portal.web._design.words import Words
from portal.web.anchors import anchor
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.refusals import Problem

ON_CARD = "customer."
ATTACHED = "attachments"


@dataclass(frozen=True, slots=True)
class Remedy:
    """A problem in words, and the field where it is put right; `is_in_file` says that only its source can do that."""

    text: Words
    url: str
    is_in_file: bool = False


def remedies(workspace_id: WorkspaceId, row: RequestRow, back: str) -> tuple[Remedy, ...]:
    """Return the problems of a request with their remedies; `back` is the query of the list to come back to."""
    return tuple(_remedy(workspace_id, row, problem, back) for problem in row.problems)


def card_url(workspace_id: WorkspaceId, row: RequestRow, back: str) -> str:
    """Return the customer's card at the first field that keeps the request back; a new card where there is none."""
    field = next((problem.field for problem in row.problems if problem.field.startswith(ON_CARD)), "")
    return _card(workspace_id, row, field.removeprefix(ON_CARD), back)


def _remedy(workspace_id: WorkspaceId, row: RequestRow, problem: Problem, back: str) -> Remedy:
    field = problem.field
    if field.startswith(ON_CARD):
        return Remedy(problem.message, _card(workspace_id, row, field.removeprefix(ON_CARD), back))
    if field == "customer_number":
        return Remedy(problem.message, _card(workspace_id, row, "", back))
    if field == "seller" and "settings.settings" in current_app.view_functions:
        return Remedy(problem.message, url_for("settings.settings", workspace_id=workspace_id))
    if is_of_article(problem):
        articles = url_for("articles.articles", workspace_id=workspace_id, q=problem.message.params.get("code", ""))
        return Remedy(problem.message, articles)
    page = url_for("requests.billing_request", workspace_id=workspace_id, request_id=row.id)
    if field == ATTACHED:
        return Remedy(problem.message, f"{page}#{ATTACHED}")
    here = field_here(field) if row.source in SOURCES and row.state in JUDGED else None
    return Remedy(problem.message, f"{page}#{f'field-{here}' if here else anchor(field)}", is_in_file=not here)


def field_here(problem: str) -> str | None:
    """Return the field of a request's own page where a problem is put right, None where only its source can do that."""
    return "reckon" if is_of_sums(problem) else field_of(problem)


def is_of_article(problem: Problem) -> bool:
    """Say whether a problem is put right where articles and prices are: the others of a line name no article."""
    _, _, what = problem.field.rpartition(".")
    by_list = {"code", "list"} & problem.message.params.keys()
    return problem.field.startswith("lines.") and (what == "article" or (what == "price" and bool(by_list)))


def _card(workspace_id: WorkspaceId, row: RequestRow, field: str, back: str) -> str:
    if row.customer_id is None:
        return url_for(
            "customers.new", workspace_id=workspace_id, number=row.customer_number, name=row.customer_name, back=back
        )
    if not field:
        return url_for("customers.card", workspace_id=workspace_id, customer_id=row.customer_id, back=back)
    return url_for(
        "customers.card",
        workspace_id=workspace_id,
        customer_id=row.customer_id,
        field=field,
        back=back,
        _anchor=f"field-{field}",
    )
