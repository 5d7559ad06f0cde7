"""Markup that stands in every row of a list: icons, states, cells. A macro would take ten times as long."""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from portal.web._design.states import state_of
from portal.web._design.tables import Column, TableView
from portal.web._design.words import Words, say

KEPT = 1024


@lru_cache(KEPT)
def icon(name: str) -> Markup:
    """Return an icon of the sprite; it only repeats words that stand beside it, so it is silent."""
    return Markup('<svg class="icon" aria-hidden="true" focusable="false"><use href="#icon-{}"></use></svg>').format(
        name
    )


def state_mark(name: str, detail: Words = "") -> Markup:
    """Return a state by its name: icon, word, colour; `detail` says more after the word ("no postal code").

    Raises:
        KeyError: there is no such state.
    """
    look = state_of(name)
    return tagged(look.icon, look.label, look.tone, detail)


def tagged(icon_name: str, label: Words, tone: str = "neutral", detail: Words = "") -> Markup:
    """Return the same look for words that aren't a state, such as a plan variant's badge."""
    return _tagged(icon_name, say(label), tone, say(detail))


@lru_cache(KEPT)
def _tagged(icon_name: str, label: str, tone: str, detail: str) -> Markup:
    more = Markup(': <span class="state-detail">{}</span>').format(detail) if detail else ""
    return Markup('<span class="state tone-{}">{}<span>{}{}</span></span>').format(tone, icon(icon_name), label, more)


def cell(
    view: TableView,
    key: str,
    value: object = "",
    raw: Decimal | None = None,
    caller: Callable[[], str] | None = None,
) -> Markup:
    """Return one cell of a row: words given, or markup between {% call %} and {% endcall %}.

    `raw` is the amount that the bar of a selection adds up.

    Raises:
        KeyError: the list has no such column.
    """
    column, begin = _begin(view, key)
    summed = column.summed and raw is not None
    added = Markup(' data-sum="{}" data-value="{}"').format(column.key, raw) if summed else ""
    return Markup("{}{}>{}</td>").format(begin, added, caller() if caller else value)


def _begin(view: TableView, key: str) -> tuple[Column, Markup]:
    """Return a column with how each of its cells begins, made once for a page."""
    known = view.begun.get(key)
    if known is None:
        column = view.spec.column(key)
        begin = Markup('<td role="cell" class="cell-{} phone-{}" data-label="{}"').format(
            column.kind, column.phone, say(column.label)
        )
        known = view.begun[key] = (column, begin)
    return known


# What templates know them by.
MARKS: dict[str, Any] = {"icon_mark": icon, "state_mark": state_mark, "tagged_mark": tagged, "cell_mark": cell}
