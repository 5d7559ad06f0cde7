"""The form of a written invoice: its fields with what is wrong at each, and why the desk returned it."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from billing.articles.rules.facts import ArticleFacts
from billing.articles.rules.schemes import scheme_choices
from billing.articles.rules.tax import UNTAXED
from billing.countries.register import country_rules
from billing.countries.since import NoFigure
from billing.customers.queries import CustomerQuery, customer_rows
from billing.customers.rules.facts import CustomerFacts
from billing.desk.queries import MOST_ARTICLES, article_choices, stream_choices
from billing.desk.rules.content import Ground, meaning_of, supplied_on
from billing.desk.rules.typed import LONGEST, LONGEST_MESSAGE, MOST_LINES, TypedInvoice, TypedLine
from billing.documents.invoice.wording import unit_name
from billing.invoices.rules.household import HOUSEHOLD_WORK
from portal.web._design import Field
from portal.web._design.fields import Option
from portal.web._design.filters import percent
from portal.web._design.words import Words, reader_language, say
from portal.web.attached import attach_fields
from portal.web.work import work_sums
from portal.web.written.work import is_open, line_fields, work_fields
from tenants.kernel.country import Country
from tenants.kernel.days import find_day
from tenants.kernel.ids import WorkspaceId
from tenants.kernel.language import Message, msg
from tenants.kernel.refusals import Problem

MOST_CUSTOMERS = 500
USUAL_UNITS = ("C62", "HUR", "DAY", "WEE", "MON", "ANN", "KGM", "MTR", "MTK", "KMT", "LTR")
AT_LINES = "lines.1.text"
LONGEST_OF = {"text": LONGEST, "number": LONGEST, "money": LONGEST, "textarea": LONGEST_MESSAGE}
LONGEST_REFERENCE = 70  # characters: what a Finvoice has room for
WHOLE_LINE = re.compile(r"lines\.\d+")
PLACES = {"lines": AT_LINES, "customer_number": "customer_id", "attachments": "files"}


@dataclass(frozen=True, slots=True)
class LineFields:
    """The fields of one line, by what they ask for."""

    place: int
    article: Field | None
    text: Field
    quantity: Field
    unit: Field
    price: Field
    discount: Field
    vat: Field
    household: Field | None
    work: tuple[Field, ...]

    @property
    def all(self) -> tuple[Field, ...]:
        """Return the fields in which something may be wrong, in their order."""
        always = (self.text, self.quantity, self.unit, self.price, self.discount, self.vat)
        return (*always, *([self.household] if self.household else []), *self.work)

    @property
    def is_work_open(self) -> bool:
        """Return whether anything stands in what is asked of ROT and RUT work, so that it has to be seen."""
        return is_open(self.work)


@dataclass(frozen=True, slots=True)
class Form:
    """The fields above the lines, the lines, those below, those of work and of files, and what is wrong elsewhere."""

    head: tuple[Field, ...]
    lines: tuple[LineFields, ...]
    foot: tuple[Field, ...]
    work: tuple[Field, ...]
    files: tuple[Field, ...]
    elsewhere: tuple[Words, ...]
    card_is_wrong: bool

    @property
    def all(self) -> tuple[Field, ...]:
        """Return every field in its order, for the list of errors."""
        return (*self.head, *(field for line in self.lines for field in line.all), *self.work, *self.foot, *self.files)

    @property
    def is_full(self) -> bool:
        """Return whether an invoice that is written takes no more lines."""
        return len(self.lines) >= MOST_LINES

    @property
    def is_work_open(self) -> bool:
        """Return whether the buyer and the home of ROT and RUT work have to be seen."""
        return is_open(self.work) or any(line.is_work_open for line in self.lines)


@dataclass(slots=True)
class _Wrong:
    """What is wrong by field; what no field takes is left over."""

    by_field: dict[str, list[Words]]

    def take(self, field: str) -> tuple[Words, ...]:
        return tuple(self.by_field.pop(field, ()))

    def rest(self) -> tuple[Words, ...]:
        return tuple(sentence for told in self.by_field.values() for sentence in told)


def form_of(
    workspace_id: WorkspaceId,
    typed: TypedInvoice,
    ground: Ground,
    problems: Iterable[Problem],
    reasons: Mapping[str, str],
    *,
    find: str = "",
) -> Form:
    """Return the form of what was typed, with problems and the desk's reasons at their fields.

    `find` is by what a customer is looked for, where there are too many to be listed all.
    """
    wrong = _gathered(problems, reasons)
    card_is_wrong = any(field.startswith("customer.") for field in wrong.by_field)
    for field in [name for name in wrong.by_field if name.startswith("customer.")]:
        wrong.by_field.setdefault("customer_id", []).extend(wrong.by_field.pop(field))
    articles, vat = article_choices(workspace_id), _vat_options(ground, supplied_on(typed, ground))
    head = tuple(_head(workspace_id, typed, ground, wrong, find))
    country = ground.seller.country
    lines = tuple(
        _line(place, line, articles, vat, country=country, wrong=wrong) for place, line in enumerate(typed.lines, 1)
    )
    work = tuple(work_fields(typed, wrong.take)) if country == "SE" or typed.has_work else ()
    foot, files = tuple(_foot(typed, wrong)), attach_fields(wrong.take("files"))
    return Form(head, lines, foot, work, files, wrong.rest(), card_is_wrong)


def sums_of(typed: TypedInvoice, ground: Ground) -> tuple[tuple[Words, Any], ...]:
    """Return what it comes to as it stands: net, VAT and total; nothing before there is a line."""
    content = meaning_of(typed, ground).content
    if not content.lines:
        return ()
    totals = content.totals
    all_of_it = ((msg("Net"), totals.net), (msg("VAT"), totals.gross - totals.net), (msg("Total"), totals.gross))
    return (*all_of_it, *work_sums(content, ground))


def _gathered(problems: Iterable[Problem], reasons: Mapping[str, str]) -> _Wrong:
    found: dict[str, list[Words]] = {}
    for problem in problems:
        found.setdefault(PLACES.get(problem.field, problem.field), []).append(problem.message)
    for field, text in reasons.items():
        # What was returned while a line had one reason for all of it stands at its text.
        place = f"{field}.text" if WHOLE_LINE.fullmatch(field) else PLACES.get(field, field)
        found.setdefault(place, []).append(msg("From the check: %(reason)s", reason=text))
    return _Wrong(found)


def _head(workspace_id: WorkspaceId, typed: TypedInvoice, ground: Ground, wrong: _Wrong, find: str) -> Iterable[Field]:
    customers = [*customer_rows(workspace_id, CustomerQuery(search=find, limit=MOST_CUSTOMERS + 1))]
    if find or len(customers) > MOST_CUSTOMERS:
        yield _finding(find, len(customers))
    customers = customers[:MOST_CUSTOMERS]
    if ground.customer and all(each.id != ground.customer.id for each in customers):
        customers.append(ground.customer)
    options = (Option("", msg("Choose a customer")), *(_customer(each) for each in customers))
    chosen = str(ground.customer.id) if ground.customer else ""
    yield _field("customer_id", msg("Customer"), chosen, wrong, kind="select", options=options, required=True)
    streams = stream_choices(workspace_id)
    if len(streams) > 1:
        kinds = tuple(Option(str(each.id), each.name) for each in streams)
        value = typed.stream_id or str(streams[0].id)
        yield _field("stream_id", msg("Kind of invoice"), value, wrong, kind="select", options=kinds, required=True)
    yield _field("delivered_on", msg("Delivered on"), _iso(typed.delivered_on), wrong, kind="date")
    yield _field("period_start", msg("Period from"), _iso(typed.period_start), wrong, kind="date")
    yield _field("period_end", msg("Period until"), _iso(typed.period_end), wrong, kind="date")
    yield _field("order_reference", msg("Order reference"), typed.order_reference, wrong, maxlength=LONGEST_REFERENCE)
    hint = msg("Who ordered it, or a cost centre; a public body always asks for it.")
    reference = {"hint": hint, "maxlength": LONGEST_REFERENCE}
    yield _field("buyer_reference", msg("Buyer reference"), typed.buyer_reference, wrong, **reference)


def _finding(find: str, count: int) -> Field:
    """Return the field by which a customer is looked for; the button beside it shows those that are found."""
    hint = msg("There are more customers than the list below holds. Look for a name, a number or a business ID.")
    none = (msg("No customer is found by that."),) if find and not count else ()
    return Field(name="find", label=msg("Look for a customer"), value=find, hint=hint, errors=none, maxlength=100)


def _foot(typed: TypedInvoice, wrong: _Wrong) -> Iterable[Field]:
    hint = msg("Needed only where a line has no VAT for a reason of its own.")
    yield _field("vat_reason", msg("Why there is no VAT"), typed.vat_reason, wrong, hint=hint)
    yield _field("message", msg("Message to the customer"), typed.message, wrong, kind="textarea")


def _line(
    place: int,
    line: TypedLine,
    articles: tuple[ArticleFacts, ...],
    vat: tuple[Option, ...],
    *,
    country: Country,
    wrong: _Wrong,
) -> LineFields:
    def field(name: str, label: Message, **more: Any) -> Field:
        return _field(f"lines.{place}.{name}", label, getattr(line, name), wrong, **more)

    language = reader_language()
    units = tuple(Option(code, unit_name(code, language)) for code in dict.fromkeys((*USUAL_UNITS, line.unit or "C62")))
    return LineFields(
        place=place,
        article=_article(field, line, articles),
        text=field("text", msg("Text"), required=True),
        quantity=field("quantity", msg("Quantity"), kind="number", required=True),
        unit=field("unit", msg("Unit"), kind="select", options=units),
        price=field("price", msg("Price without VAT"), kind="money", required=True),
        discount=field("discount", msg("Discount, %"), kind="number"),
        vat=field("vat", msg("VAT"), kind="select", options=vat),
        household=_household(place, line, country, wrong),
        work=tuple(line_fields(place, line, wrong.take)) if country == "SE" or line.work_kind else (),
    )


def _household(place: int, line: TypedLine, country: Country, wrong: _Wrong) -> Field | None:
    """Return the tick for kotitalousvähennys, which is Finland's; elsewhere only where it has to be taken off."""
    if country != "FI" and not line.household_work:
        return None
    checked = bool(line.household_work)
    name = f"lines.{place}.household_work"
    return _field(name, HOUSEHOLD_WORK, "yes", wrong, kind="checkbox", checked=checked)


def _article(field: Callable[..., Field], line: TypedLine, articles: tuple[ArticleFacts, ...]) -> Field | None:
    """Return the choice of an article; the code is typed where there are too many to choose from."""
    if not articles:
        return None
    if len(articles) > MOST_ARTICLES:
        return field("article", msg("Article"), hint=msg("Its code, as on the article's card."), maxlength=40)
    options = [Option("", msg("No article")), *(Option(each.code, f"{each.code} {each.name}") for each in articles)]
    if all(each.value != line.article for each in options):
        options.append(Option(line.article, line.article))
    return field("article", msg("Article"), kind="select", options=tuple(options))


def _field(name: str, label: Words, value: str, wrong: _Wrong, **more: Any) -> Field:
    told = {"name": name, "label": label, "value": value, "errors": wrong.take(name), **more}
    if told.get("kind", "text") in LONGEST_OF:
        told.setdefault("maxlength", LONGEST_OF[told.get("kind", "text")])
    return Field(**told)


def _iso(typed: str) -> str:
    """Return a day as a browser's own field takes it; it shows no other, and would send back nothing."""
    day = find_day(typed)
    return day.isoformat() if day else typed


def _customer(customer: CustomerFacts) -> Option:
    return Option(str(customer.id), f"{customer.name}, {customer.number}")


def _vat_options(ground: Ground, on: date) -> tuple[Option, ...]:
    """Return how a line can be taxed, at the rates of the day of supply; of today where the law's table ends before."""
    vat = country_rules(ground.seller.country).vat
    try:
        rates = vat.rates(on)
    except NoFigure:
        rates = vat.rates(ground.on)
    uses = (Option(rate.use.id, f"{percent(rate.percent)} – {say(rate.use)}") for rate in rates)
    has_zero = any(not rate.percent for rate in rates)
    untaxed = (Option(code, label) for code, label in UNTAXED.items() if code != "Z" or not has_zero)
    schemes = (Option(choice, label) for choice, label in scheme_choices(ground.seller.country, on))
    return (Option("", msg("As the customer's card says")), *uses, *untaxed, *schemes)
