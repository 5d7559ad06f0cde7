"""What is usual in a stream: the price list and the VAT of customers, articles and requests that say nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from billing.articles.queries import price_list_rows
from billing.articles.rules.tax import MUST_SAY_WHY, UNTAXED
from billing.countries.register import country_rules
from billing.countries.since import NoFigure
from billing.streams.rules import StreamTerms
from portal.web._design import Field, Option
from portal.web._design.filters import percent
from portal.web._design.words import say
from tenants.kernel.country import Country
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import InvalidFields, Problem

LIST_HINT = msg("For articles without a price of their own in the request, where the customer's card names no list.")
VAT_HINT = msg("Where neither the request nor the article says it, and the customer is taxed as at home.")


@dataclass(frozen=True, slots=True)
class Usual:
    """The price lists and the kinds of VAT that a stream may have for usual."""

    lists: tuple[Option, ...]
    vat: tuple[Option, ...]


def usual_of(workspace_id: WorkspaceId, country: Country, on: date) -> Usual:
    """Return what may be chosen on a day: the lists of the workspace, the rates of the country and the categories.

    An exemption isn't among them: its ground belongs to what is sold, so an article says it.
    """
    lists = (Option(each.name, f"{each.name} ({each.currency})") for each in price_list_rows(workspace_id))
    no_list, no_vat = Option("", msg("The default list")), Option("", msg("None of its own"))
    return Usual((no_list, *lists), (no_vat, *_vat(country, on)))


def with_usual(terms: StreamTerms, form: Mapping[str, str], usual: Usual) -> StreamTerms:
    """Return terms with the list and the VAT that were chosen.

    Raises:
        InvalidFields: one of them can't be chosen.
    """
    price_list, vat = form.get("price_list", ""), form.get("vat", "")
    problems = []
    if price_list not in {option.value for option in usual.lists}:
        problems.append(Problem("price_list", msg("Choose a price list.")))
    if vat not in {option.value for option in usual.vat}:
        problems.append(Problem("vat", msg("Choose the VAT.")))
    if problems:
        raise InvalidFields(problems)
    return replace(terms, price_list=price_list, vat=vat)


def usual_fields(
    values: Mapping[str, str], wrong: Mapping[str, tuple[Message, ...]], usual: Usual
) -> tuple[Field, Field]:
    """Return the fields of the list and of the VAT; a VAT that the law has no more stands as chosen until changed."""
    return (
        _choice("price_list", msg("Price list"), usual.lists, LIST_HINT, values, wrong),
        _choice("vat", msg("VAT"), usual.vat, VAT_HINT, values, wrong),
    )


def _choice(  # noqa: PLR0917  what a field is made of
    name: str,
    label: Message,
    options: tuple[Option, ...],
    hint: Message,
    values: Mapping[str, str],
    wrong: Mapping[str, tuple[Message, ...]],
) -> Field:
    chosen, errors = values.get(name, ""), wrong.get(name, ())
    return Field(name=name, label=label, kind="select", value=chosen, options=options, hint=hint, errors=errors)


def _vat(country: Country, on: date) -> tuple[Option, ...]:
    try:
        rates = country_rules(country).vat.rates(on)
    except NoFigure:
        rates = ()
    uses = (Option(rate.use.id, f"{percent(rate.percent)} – {say(rate.use)}") for rate in rates)
    has_zero = any(not rate.percent for rate in rates)
    others = (code for code in UNTAXED if code != MUST_SAY_WHY and (code != "Z" or not has_zero))
    return (*uses, *(Option(code, UNTAXED[code]) for code in others))
