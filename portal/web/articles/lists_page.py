"""The page of price lists."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from werkzeug.datastructures import MultiDict

from billing.articles.queries import price_counts, price_list_rows
from billing.articles.rules.facts import PriceListFacts, Setting
from portal.web._design import Action, Field
from portal.web._design.fields import unplaced
from portal.web.articles.actions import editing
from tenants.kernel.actor import Actor
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem


@dataclass(frozen=True, slots=True)
class ListRow:
    """A price list, how many articles it prices, and the way to make it the default; None where it is."""

    list: PriceListFacts
    count: int
    choose: Action | None


@dataclass(frozen=True, slots=True)
class ListsPage:
    """The price lists of a company, and the form that opens another one."""

    rows: tuple[ListRow, ...]
    fields: tuple[Field, ...]
    others: tuple[Message, ...]
    open: Action
    articles_url: str


def lists_page(
    actor: Actor,
    workspace_id: WorkspaceId,
    setting: Setting,
    typed: MultiDict[str, str] | None = None,
    problems: Iterable[Problem] = (),
) -> ListsPage:
    """Return the price lists, and a form as empty or as typed."""
    counts = price_counts(workspace_id)
    opening = Action(
        label=msg("Open the price list"), url=url_for("articles.lists", workspace_id=workspace_id), weight="primary"
    )
    problems = tuple(problems)
    fields = _fields(typed or MultiDict(), problems, setting)
    return ListsPage(
        tuple(
            ListRow(each, counts.get(each.id, 0), None if each.is_default else _choose(actor, workspace_id, each))
            for each in price_list_rows(workspace_id)
        ),
        fields,
        unplaced(problems, fields),
        editing(opening, actor, workspace_id),
        url_for("articles.articles", workspace_id=workspace_id),
    )


def _choose(actor: Actor, workspace_id: WorkspaceId, price_list: PriceListFacts) -> Action:
    url = url_for("articles.choose_list", workspace_id=workspace_id, price_list_id=price_list.id)
    return editing(Action(label=msg("Make it the default"), url=url), actor, workspace_id)


def _fields(given: MultiDict[str, str], problems: Iterable[Problem], setting: Setting) -> tuple[Field, ...]:
    wrong = {problem.field: (problem.message,) for problem in problems}
    return (
        Field(
            name="name",
            label=msg("Name"),
            hint=msg("As you call it, such as Normal or Resellers 2027."),
            value=given.get("name", ""),
            errors=wrong.get("name", ()),
            required=True,
            maxlength=80,
        ),
        Field(
            name="currency",
            label=msg("Currency"),
            hint=msg("Three letters, such as EUR; it stays as it is."),
            value=given.get("currency", setting.currency),
            errors=wrong.get("currency", ()),
            required=True,
            maxlength=3,
        ),
    )
