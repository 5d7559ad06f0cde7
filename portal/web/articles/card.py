"""The article's card as a form: what was typed, read into an input, and shown again with what is wrong with it."""

from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.datastructures import MultiDict

from billing.articles.rules.card import ArticleInput
from billing.articles.rules.facts import Setting
from portal.web._design import Field, Option
from portal.web._design.words import Words
from portal.web.articles.words import LABELS, STATES, unit_choices, vat_choices
from tenants.kernel.language import LANGUAGES, msg
from tenants.kernel.refusals import Problem

HINTS: dict[str, Words] = {
    "code": msg("Files name the article by it; it can't be changed afterwards."),
    "vat": msg("The rate follows the law of the day; where it changes, nothing has to be done here."),
    "vat_reason": msg("Stands on the invoice; needed for exempt sales."),
    "sales_account": msg("The account of the bookkeeping that sales are posted to."),
}
LONGEST = {"code": 30, "sales_account": 8}
Make = Callable[..., Field]


def read(form: MultiDict[str, str]) -> ArticleInput:
    """Return what was typed into the card."""

    def typed(name: str) -> str:
        return form.get(name, "").strip()

    return ArticleInput(
        code=typed("code"),
        texts={language: typed(f"text_{language}") for language in LANGUAGES},
        unit=typed("unit"),
        vat=typed("vat"),
        vat_reason=typed("vat_reason"),
        sales_account=typed("sales_account"),
        active=typed("state") != "resting",
    )


def empty_card(setting: Setting) -> ArticleInput:
    """Return the card that a new article begins with: pieces at the standard rate."""
    return ArticleInput(code="", vat=vat_choices(setting.country, setting.on)[0][0])


def fields(typed: ArticleInput, problems: Iterable[Problem], setting: Setting, *, is_new: bool) -> tuple[Field, ...]:
    """Return the card's fields, the text in the company's own language first, each with what is wrong with it."""
    wrong: dict[str, list[Words]] = {}
    for problem in problems:
        wrong.setdefault(problem.field, []).append(problem.message)

    def field(name: str, value: str, **more: Any) -> Field:
        usual = {"hint": HINTS.get(name, ""), "maxlength": LONGEST.get(name, 200)}
        errors = tuple(wrong.get(name, ()))
        return Field(**{"name": name, "label": LABELS[name], "value": value, "errors": errors, **usual, **more})

    fixed = {} if is_new else {"refusal": msg("An article code stays as it is."), "hint": ""}
    return (
        field("code", typed.code, required=True, **fixed),
        *_texts(field, typed, setting),
        *_rest(field, typed, setting),
    )


def _texts(field: Make, typed: ArticleInput, setting: Setting) -> Iterable[Field]:
    own = setting.language
    for language in (own, *(each for each in LANGUAGES if each != own)):
        yield field(f"text_{language}", typed.texts.get(language, ""), required=language == own)


def _rest(field: Make, typed: ArticleInput, setting: Setting) -> Iterable[Field]:
    yield field("unit", typed.unit, kind="select", required=True, options=_options(unit_choices(typed.unit)))
    choices = vat_choices(setting.country, setting.on)
    if typed.vat not in dict(choices):
        choices.insert(0, ("", msg("Choose")))
    yield field("vat", typed.vat, kind="select", required=True, options=_options(choices))
    yield field("vat_reason", typed.vat_reason)
    yield field("sales_account", typed.sales_account)
    state = "active" if typed.active else "resting"
    yield field("state", state, kind="radio", required=True, options=_options(STATES.items()))


def _options(pairs: Iterable[tuple[str, Words]]) -> tuple[Option, ...]:
    return tuple(Option(value, label) for value, label in pairs)
