"""What surrounds the gallery's pages: invented people and clients."""

from portal.web._design.navigation import ClientChoice, Link, NavigationItem, Person, Shell, Switcher

HERE = "/design/gallery"
Pages = tuple[tuple[str, str, int | None], ...]

AREAS: tuple[tuple[str, str, str, Pages], ...] = (
    ("Today", "today", "today", ()),
    ("Clients", "clients", "people", ()),
    (
        "Invoicing",
        "requests",
        "invoice",
        (
            ("Requests", "requests", 38),
            ("Runs", "run", None),
            ("Contracts", "empty", None),
            ("Invoices", "invoice", None),
            ("Customers", "form", None),
            ("Articles", "states", None),
        ),
    ),
    ("Desk", "today", "desk", ()),
    ("Sending", "today", "send", ()),
    ("Receivables", "today", "coins", ()),
    ("Firm", "today", "building", ()),
    ("Client settings", "form", "gear", ()),
)


def shell_for(page: str) -> Shell:
    """Return what surrounds a page of the gallery."""
    return Shell(
        home_url=f"{HERE}/today",
        navigation=tuple(_area(area, page) for area in AREAS),
        person=Person(
            name="Anna Lind", place="Tilitoimisto Rannikko Oy", links=(Link("Your account", f"{HERE}/form"),)
        ),
        search_url=f"{HERE}/requests",
        sign_out_url=f"{HERE}/received",
        language_url=f"{HERE}/received",
        switcher=Switcher(
            chosen="" if page == "today" else "Kuusi Keramiikka Oy",
            list_url=f"{HERE}/switcher",
            search_url=f"{HERE}/empty",
            all_url=f"{HERE}/today",
        ),
    )


def _area(area: tuple[str, str, str, Pages], page: str) -> NavigationItem:
    label, target, icon, children = area
    items = tuple(
        NavigationItem(name, f"{HERE}/{child}", current=child == page, count=count) for name, child, count in children
    )
    current = any(item.current for item in items) or (target == page and not children and label in ("Today", "Clients"))
    return NavigationItem(label, f"{HERE}/{target}", current=current, children=items, icon=icon)


CLIENTS = tuple(
    ClientChoice(name=name, detail=number, url=f"{HERE}/requests?client={''.join(filter(str.isdigit, number))}")
    for name, number in (
        ("Kuusi Keramiikka Oy", "FI 2471356-6"),
        ("Fjordbygg AS", "NO 923 456 783"),
        ("Kustens Segelmakeri AB", "SE 559012-3450"),
        ("Møllegård Bageri ApS", "DK 41 23 56 08"),
        ("Kuura Sauna Oy", "FI 3021457-9"),
    )
)
