"""The list of a firm's staff."""

from factories.cast import Cast


class TestPeople:
    """The staff list."""

    def test_shows_name_address_role_and_second_step(self, cast: Cast) -> None:
        page = cast.alice.browser().get(f"/f/{cast.kuusi.firm_id}/people").get_data(as_text=True)
        for words in ("Alice", "alice@alice.example", "Owner", "Asked for at the next sign-in"):
            assert words in page

    def test_is_not_there_for_others(self, cast: Cast) -> None:
        for person in (cast.charlie, cast.bob):
            assert person.browser().get(f"/f/{cast.kuusi.firm_id}/people").status_code == 404
