"""Where on a request's page a field is shown; links to what is wrong with it land there."""


def anchor(field: str) -> str:
    """Return the element of a request's page that shows what a problem is about: a line, or the amounts.

    >>> anchor("lines.2.quantity"), anchor("totals.net"), anchor("due_on")
    ('line-2', 'amounts', 'facts')
    """
    place, _, rest = field.partition(".")
    if place == "lines":
        return f"line-{rest.rpartition('.')[0]}" if "." in rest else "lines"
    return "amounts" if place in {"totals", "vat", "currency"} else "facts"
