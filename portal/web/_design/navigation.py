"""What surrounds a page of a signed-in person: areas, the client chosen, the person's own menu."""

from dataclasses import dataclass

from portal.web._design.words import Words


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    label: Words
    url: str


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """An area, or a page of one; the number is what waits there."""

    label: Words
    url: str
    current: bool = False
    children: tuple["NavigationItem", ...] = ()
    count: int | None = None
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientChoice:
    """A client in the switcher: its name, what tells it from others (a business id), where choosing it leads."""

    name: str
    detail: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Switcher:
    """The client switcher: who is chosen, where the list comes from, and how to see all clients again.

    `list_url` answers `?q=` with `_design/switcher_list.html`; `search_url` is the page that does the same
    without JavaScript.
    """

    chosen: str
    list_url: str
    search_url: str
    all_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is signed in, in the words of the menu: name, and the firm or company they act for."""

    name: str
    place: str
    links: tuple[Link, ...] = ()

    @property
    def initials(self) -> str:
        """Return up to two letters for the menu's button.

        >>> Person(name="Anna Maria Lind", place="").initials
        'AL'
        """
        names = self.name.split() or ["?"]
        return (names[0][0] + (names[-1][0] if len(names) > 1 else "")).upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """Everything around the page; the template `_design/page.html` reads it under the name `shell`."""

    home_url: str
    navigation: tuple[NavigationItem, ...]
    person: Person
    search_url: str
    sign_out_url: str
    language_url: str
    switcher: Switcher | None = None

    @property
    def area(self) -> NavigationItem | None:
        """Return the area that the page belongs to."""
        return next((item for item in self.navigation if item.current), None)
