"""Importing customer cards from CSV: rehearsed first, then the whole file or nothing of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Literal

from billing.articles.queries.prices import price_list_rows
from billing.customers.actions import change_cards, column_values, take_numbers, write_customers
from billing.customers.queries import country_of, customers_by_number, next_number
from billing.customers.rules.card import number_problem, read_card
from billing.customers.rules.card_input import CustomerInput
from billing.customers.rules.facts import CustomerFacts
from billing.customers.rules.typed import NAMES, Typed, read_typed
from billing.requests.actions.alike_cards import alike_cards
from billing.requests.actions.checking import CheckCounts, check_again
from billing.requests.formats.customer_csv import read_customers
from billing.requests.rules.draft import Upload
from tenants.files.actions import NewFile, keep_file
from tenants.files.queries import get_file
from tenants.kernel.actor import Actor, Permission
from tenants.kernel.country import USUAL_LANGUAGE, Country
from tenants.kernel.ids import FileId, WorkspaceId
from tenants.kernel.journal import About, enter, journal_rows
from tenants.kernel.language import msg
from tenants.kernel.refusals import Conflict, NotFound, Problem

READ, TAKEN = "customer_file_read", "customer_file_taken"
USUAL = frozenset({"kind", "country", "language", "delivery", "vat_category", "collective", "enclosed"})
Outcome = Literal["new", "changed", "same", "alike", "wrong"]


class NoSuchCustomerFile(NotFound):
    """No such file of customers was read here."""


class RowsWrong(Conflict):
    """Some rows have errors, so nothing of the file was taken."""


class FileTaken(Conflict):
    """This file has been taken already; nothing was changed."""


class OnlyAlike(Conflict):
    """Each new row looks like a card that is there already, so nothing was written."""


@dataclass(frozen=True, slots=True)
class PlannedCard:
    """What a row of the file would do; `known` is the card that it changes, None for a new one.

    One that is alike would be a second card of a customer: of the card `alike`, or of the row in `alike_line`.
    """

    line: int
    outcome: Outcome
    card: CustomerInput
    known: CustomerFacts | None
    problems: tuple[Problem, ...]
    alike: CustomerFacts | None = None
    alike_line: int | None = None


def keep_customer_file(actor: Actor, workspace_id: WorkspaceId, upload: Upload, *, now: datetime) -> FileId:
    """Keep a file of customers that can be read, so that it can be rehearsed and then taken.

    Raises:
        Invalid: it is broken; the sentence says where.
    """
    actor.must(Permission.EDIT_CUSTOMERS, in_=workspace_id)
    rows = read_customers(upload.data)
    file_id = keep_file(workspace_id, NewFile(upload.name[:120] or "customers.csv", "text/csv", upload.data), now=now)
    after = {"file": upload.name[:120], "read": len(rows)}
    enter(actor, READ, About("file", file_id, after=after), in_=workspace_id, now=now)
    return file_id


def plan_customers(workspace_id: WorkspaceId, file_id: FileId) -> tuple[PlannedCard, ...]:
    """Return what each row of a file would do today.

    Raises:
        NoSuchCustomerFile: no such file was read in the workspace.
    """
    if not any(row.act == READ for row in journal_rows(workspace_id, about_id=file_id)):
        raise NoSuchCustomerFile(file_id)
    rows = read_customers(get_file(workspace_id, file_id).content)
    numbers = Counter(texts["number"] for _line, texts in rows if texts["number"])
    known, country = customers_by_number(workspace_id, numbers), country_of(workspace_id)
    lists = frozenset(each.name for each in price_list_rows(workspace_id))
    planned = (_planned(line, texts, known, numbers, country) for line, texts in rows)
    return _told_apart(workspace_id, [_priced(row, lists) for row in planned], country)


def import_customers(
    actor: Actor, workspace_id: WorkspaceId, file_id: FileId, *, now: datetime, second_cards: bool = False
) -> CheckCounts:
    """Write the new and changed cards of a file, and check all requests by them.

    Rows that look like a card that is there are left out; with `second_cards` they become cards as well.

    Raises:
        NoSuchCustomerFile, RowsWrong, OnlyAlike.
        FileTaken: it was taken before; a row without a number would be a second card of the same customer.
    """
    actor.must(Permission.EDIT_CUSTOMERS, in_=workspace_id)
    take_numbers(workspace_id)
    if any(row.act == TAKEN for row in journal_rows(workspace_id, about_id=file_id)):
        raise FileTaken(file_id)
    plan = plan_customers(workspace_id, file_id)
    if any(row.outcome == "wrong" for row in plan):
        raise RowsWrong(file_id)
    outcomes = Counter(row.outcome for row in plan)
    if outcomes["alike"] and not second_cards and not outcomes["new"] + outcomes["changed"]:
        raise OnlyAlike(file_id)
    added = [row.card for row in plan if row.outcome == "new" or (second_cards and row.outcome == "alike")]
    _add(actor, workspace_id, added, now)
    changed = {row.known.id: row.card for row in plan if row.outcome == "changed" and row.known is not None}
    change_cards(actor, workspace_id, changed, now=now)
    left_out = outcomes["new"] + outcomes["alike"] - len(added)
    after = {"added": len(added), "changed": outcomes["changed"], "left_out": left_out}
    enter(actor, TAKEN, About("file", file_id, after=after), in_=workspace_id, now=now)
    return check_again(actor, workspace_id, now=now)


def _planned(
    line: int,
    texts: Mapping[str, str],
    known: Mapping[str, CustomerFacts],
    numbers: Mapping[str, int],
    country: Country,
) -> PlannedCard:
    number = texts["number"]
    before = known.get(number)
    typed = _typed(texts, before, country)
    problems = list(typed.problems)
    if number and (problem := number_problem(number)):
        problems.append(problem)
    if numbers.get(number, 0) > 1:
        problems.append(Problem("number", msg("The file has the number %(number)s twice.", number=number)))
    if before is not None and before.number != number:
        problems.append(
            Problem("number", msg("The card %(number)s rests; change the one it was merged into.", number=number))
        )
    return PlannedCard(line, _outcome(typed.card, before, problems), typed.card, before, tuple(problems))


def _priced(row: PlannedCard, lists: frozenset[str]) -> PlannedCard:
    """Return a row, wrong where it names a price list that isn't there."""
    name = row.card.price_list
    if not name or name in lists:
        return row
    unknown = Problem("price_list", msg("There is no price list %(name)s.", name=name[:80]))
    return replace(row, outcome="wrong", problems=(*row.problems, unknown))


def _told_apart(workspace_id: WorkspaceId, plan: list[PlannedCard], country: Country) -> tuple[PlannedCard, ...]:
    """Return the rows, the new ones alike that would be a second card of a customer."""
    new = {row.line: read_card(row.card).values for row in plan if row.outcome == "new"}
    changed = {row.known: read_card(row.card).values for row in plan if row.known and row.outcome == "changed"}
    alike = alike_cards(workspace_id, new, changed, country)
    return tuple(_alike(row, alike[row.line]) if row.line in alike else row for row in plan)


def _alike(row: PlannedCard, other: CustomerFacts | int) -> PlannedCard:
    if isinstance(other, CustomerFacts):
        return replace(row, outcome="alike", alike=other)
    return replace(row, outcome="alike", alike_line=other)


def _outcome(card: CustomerInput, before: CustomerFacts | None, problems: list[Problem]) -> Outcome:
    if problems:
        return "wrong"
    if before is None:
        return "new"
    values = read_card(card).values
    return "same" if all(getattr(before, name) == value for name, value in values.items()) else "changed"


def _typed(texts: Mapping[str, str], before: CustomerFacts | None, country: Country) -> Typed:
    said = {name: text for name, text in texts.items() if text or name not in USUAL}
    if before is None:
        return read_typed(said, CustomerInput(name="", country=country, language=USUAL_LANGUAGE[country]))
    card = CustomerInput(**{name: value for name, value in asdict(before).items() if name in NAMES})
    typed = read_typed(said, card)
    # A file has notes on one line; they are changed only where they say something else.
    same_notes = (typed.card.notes or "").split() == (card.notes or "").split()
    return replace(typed, card=replace(typed.card, notes=card.notes)) if same_notes else typed


def _add(actor: Actor, workspace_id: WorkspaceId, cards: list[CustomerInput], now: datetime) -> None:
    country, free = country_of(workspace_id), next_number(workspace_id)
    taken = {card.number for card in cards}
    rows = []
    for card in cards:
        number = card.number
        while not number or (number in taken and not card.number):
            number, free = str(free), free + 1
        rows.append(column_values(read_card(card), number, country, now=now))
    write_customers(workspace_id, rows)
    hidden = {"id", "sort_key", "created_at", "changed_at"}
    for row in rows:
        after = {name: value for name, value in row.items() if name not in hidden}
        enter(actor, "customer_added", About("customer", row["id"], after=after), in_=workspace_id, now=now)
