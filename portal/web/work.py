"""ROT and RUT work as pages tell it; of the buyer's personal id only the masked form is known here."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from billing.countries.se.household_work import KINDS
from billing.countries.since import NoFigure
from billing.desk.rules.content import Ground
from billing.en16931.model import Invoice, Line
from billing.invoices.rules.rot_rut import home_of, parts
from billing.invoices.rules.work_marks import PERSON_INVALID, work_of
from portal.web._design.filters import number
from portal.web._design.words import Words, reader_language
from tenants.kernel.language import msg, translate


def line_work(line: Line) -> str:
    """Return what ROT or RUT work a line is, and its hours, in the reader's language; empty where it is none."""
    work, language = work_of(line), reader_language()
    if work is None:
        return ""
    kind = translate(KINDS[work.kind].name, language) if work.kind in KINDS else ""
    hours = translate(msg("%(hours)s hours", hours=number(work.hours)), language) if work.hours is not None else ""
    return ", ".join(filter(None, (work.reduction.upper(), kind, hours)))


def work_facts(content: Invoice) -> Iterator[tuple[Words, Words]]:
    """Yield whose work it is and where it is done, each once."""
    works = [work for line in content.lines if (work := work_of(line)) is not None]
    for person in {work.person: None for work in works if work.person}:
        yield msg("Personal identity number"), msg("not valid") if person == PERSON_INVALID else person
    for home in {home: None for work in works if (home := home_of(work))}:
        yield msg("Where the work is done"), home


def work_amounts(content: Invoice) -> Iterator[tuple[Words, Decimal]]:
    """Yield what Skatteverket is asked for and what is left to the buyer; nothing where the law has no figures."""
    try:
        found = parts(content, content.due_on or content.issued_on)
    except NoFigure:
        return
    if found:
        claimed = sum((part.claimed for part in found), Decimal(0))
        yield msg("Tax reduction, claimed from Skatteverket"), -claimed
        yield msg("To pay"), content.totals.payable - claimed


def work_sums(content: Invoice, ground: Ground) -> Iterator[tuple[Words, Decimal]]:
    """Yield the same of an invoice that is being written, which falls due as its customer's card says."""
    due_on = ground.due_on(content, ground.on) if ground.customer else content.due_on
    return work_amounts(replace(content, due_on=due_on))
