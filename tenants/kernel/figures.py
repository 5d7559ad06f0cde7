"""Figures as people type them: one reader for amounts, prices and quantities, which never guesses."""

import re
from decimal import Decimal

from tenants.kernel.refusals import Invalid

FIGURE = re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,10})?")
# 1.250 is one and a quarter to some and twelve hundred and fifty to others; 0.125 and 1,250 are no question here.
EITHER = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
BLANKS = re.compile(r"[\s\u00a0\u2009\u202f']")
LONGEST_SHOWN = 40


class NotAFigure(Invalid):
    """%(given)s isn't a number."""


class TwoReadings(Invalid):
    """%(given)s can be read in two ways. Write decimals after a comma, and thousands without a point."""


def read_figure(text: str) -> Decimal:
    """Return a number typed with decimal comma or point, blanks between thousands, and a minus of either kind.

    >>> read_figure("1 204,5"), read_figure("0.0525"), read_figure("−3")
    (Decimal('1204.5'), Decimal('0.0525'), Decimal('-3'))

    Raises:
        NotAFigure: it isn't one.
        TwoReadings: the point may stand before decimals or between thousands.
    """
    plain = BLANKS.sub("", text).replace("\N{MINUS SIGN}", "-")
    if not FIGURE.fullmatch(plain):
        raise NotAFigure(given=text.strip()[:LONGEST_SHOWN] or "\N{EN DASH}")
    if EITHER.fullmatch(plain):
        raise TwoReadings(given=text.strip()[:LONGEST_SHOWN])
    return Decimal(plain.replace(",", "."))
