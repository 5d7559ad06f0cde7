"""The firm's own books on the screen."""

from factories.cast import Cast
from factories.forms import post


class TestOwnBooks:
    def test_are_offered_and_opened(self, cast: Cast) -> None:
        alice, place = cast.alice.browser(), f"/f/{cast.kuusi.firm_id}/own-invoicing"
        assert "Open our own books" in alice.get(place).get_data(as_text=True)
        answer = post(alice, place)
        assert answer.status_code == 303
        assert answer.headers["Location"].endswith("/settings")
        assert alice.get(answer.headers["Location"]).status_code == 200

    def test_are_gone_to_once_they_are_open(self, cast: Cast) -> None:
        alice, place = cast.alice.browser(), f"/f/{cast.kuusi.firm_id}/own-invoicing"
        post(alice, place)
        assert alice.get(place).status_code == 302

    def test_are_hidden_from_a_stranger(self, cast: Cast) -> None:
        assert cast.charlie.browser().get(f"/f/{cast.kuusi.firm_id}/own-invoicing").status_code == 404
