"""What surrounds a page."""

import pytest

from portal.web._design.navigation import NavigationItem, Person, Shell


class TestPerson:
    """Who is signed in."""

    @pytest.mark.parametrize(
        ("name", "initials"), [("Anna Maria Lind", "AL"), ("Åsa", "Å"), ("", "?"), ("øyvind hauge", "ØH")]
    )
    def test_has_initials(self, name: str, initials: str) -> None:
        assert Person(name=name, place="").initials == initials


class TestShell:
    """Areas and menus."""

    def test_knows_the_area_of_the_page(self) -> None:
        desk = NavigationItem("Desk", "/desk", current=True)
        shell = Shell(
            home_url="/",
            navigation=(NavigationItem("Today", "/today"), desk),
            person=Person(name="Anna Lind", place="Rannikko"),
            search_url="/search",
            sign_out_url="/out",
            language_url="/language",
        )
        assert shell.area == desk
