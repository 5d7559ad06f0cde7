"""What a stream says on its invoices and when they fall due, where nothing nearer says otherwise."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, get_args

from tenants.kernel.language import Language, Message, msg
from tenants.kernel.refusals import Problem

# Days counted from the invoice date, or from the end of its month ("fri leveringsmåned", "løbende måned").
DueRule = Literal["days", "month_end"]
DUE_RULES: tuple[DueRule, ...] = get_args(DueRule)
Texts = Mapping[Language, str]
ACCOUNT = re.compile(r"[0-9]{3,8}")
LONGEST_TERM, LONGEST_TEXT = 365, 1000
DECEMBER = 12
DAYS_OUT_OF_RANGE: Message = msg("The days to pay are 0 to %(most)s.", most=LONGEST_TERM)
# A rule for small amounts: one beyond this would keep everything from being billed.
LARGEST_LEAST = Decimal(1_000_000)
LEAST_OUT_OF_RANGE: Message = msg("The least amount is between nil and a million.")
TOO_LONG: Message = msg("A text has at most %(most)s characters.", most=LONGEST_TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamTerms:
    """A stream's term of payment and its texts above and below the lines, by language; no days: the company's.

    `least` is what an invoice comes to at least, VAT included, in the company's own currency; None: as the company has
    it for all its streams; nil: anything. `sales_account` is where sales are posted that no article has an account for.
    `price_list` and `vat`, a use of the country's table or a category, hold where card, article and request are silent.
    """

    payment_days: int | None = None
    due_rule: DueRule = "days"
    above: Texts = field(default_factory=dict)
    below: Texts = field(default_factory=dict)
    least: Decimal | None = None
    sales_account: str = ""
    price_list: str = ""
    vat: str = ""

    def due_on(self, issued_on: date, usual_days: int) -> date:
        """Return when an invoice of the stream falls due, with the company's days where the stream has none.

        >>> StreamTerms(payment_days=14, due_rule="month_end").due_on(date(2026, 2, 3), 30)
        datetime.date(2026, 3, 14)
        """
        days = usual_days if self.payment_days is None else self.payment_days
        return (_month_end(issued_on) if self.due_rule == "month_end" else issued_on) + timedelta(days=days)

    def least_of(self, usual: Decimal | None) -> Decimal | None:
        """Return what an invoice comes to at least, by the company's amount where the stream has none; None: anything.

        >>> StreamTerms().least_of(Decimal(5)), StreamTerms(least=Decimal(0)).least_of(Decimal(5))
        (Decimal('5'), None)
        """
        return usual if self.least is None else (self.least or None)

    def texts(self, *languages: Language) -> tuple[str, str]:
        """Return the texts above and below the lines, each in the first of the languages that it is written in."""
        return _first(self.above, languages), _first(self.below, languages)


# A stream that asks for nothing of its own.
COMPANYS_TERMS = StreamTerms()


def terms_problems(terms: StreamTerms) -> list[Problem]:
    """Return what has to be changed in a stream's terms, each at its field such as `above_fi`."""
    found = []
    if terms.payment_days is not None and not 0 <= terms.payment_days <= LONGEST_TERM:
        found.append(Problem("payment_days", DAYS_OUT_OF_RANGE))
    if terms.least is not None and not 0 <= terms.least <= LARGEST_LEAST:
        found.append(Problem("least", LEAST_OUT_OF_RANGE))
    if terms.sales_account and not ACCOUNT.fullmatch(terms.sales_account):
        found.append(Problem("sales_account", msg("A sales account has 3 to 8 digits.")))
    if terms.due_rule not in DUE_RULES:
        found.append(Problem("due_rule", msg("Choose from when the days are counted.")))
    for place, texts in (("above", terms.above), ("below", terms.below)):
        found += [Problem(f"{place}_{lang}", TOO_LONG) for lang, text in texts.items() if len(text) > LONGEST_TEXT]
    return found


def _first(texts: Texts, languages: tuple[Language, ...]) -> str:
    return next((texts[language] for language in languages if texts.get(language)), "")


def _month_end(day: date) -> date:
    following = date(day.year + 1, 1, 1) if day.month == DECEMBER else date(day.year, day.month + 1, 1)
    return following - timedelta(days=1)
