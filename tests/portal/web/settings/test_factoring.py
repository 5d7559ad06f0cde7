"""Factoring agreements on screen."""

from factories.books import Books
from factories.cast import Cast
from factories.forms import post, told_above

from billing.factoring.queries import agreement_rows

FORM = {"name": "Saatavat Oy", "iban": "FI21 1234 5600 0007 85", "active": "y", "clause_fi": "Siirretty meille."}


def address(cast: Cast) -> str:
    return f"/w/{cast.kuusi.workspace_id}/factoring"


class TestFactoring:
    """List and form."""

    def test_begins_with_the_first_step(self, cast: Cast) -> None:
        text = cast.bob.browser().get(address(cast)).get_data(as_text=True)
        assert "No factoring agreement" in text
        assert f"{address(cast)}/new" in text

    def test_keeps_an_agreement_and_shows_it_again(self, cast: Cast) -> None:
        books = Books(cast.bob, cast.kuusi.workspace_id)
        client = cast.bob.browser()
        tick = {f"stream_{books.stream_id.hex}": "y"}
        assert post(client, f"{address(cast)}/new", {**FORM, **tick}).status_code == 303
        text = client.get(address(cast)).get_data(as_text=True)
        assert "Saatavat Oy" in text
        with cast.bob.acting():
            (kept,) = agreement_rows(cast.kuusi.workspace_id)
        assert kept.streams == {books.stream_id}
        form = client.get(f"{address(cast)}/{kept.id}").get_data(as_text=True)
        assert "Siirretty meille." in form
        assert "FI2112345600000785" in form

    def test_says_at_the_field_what_is_wrong(self, cast: Cast) -> None:
        Books(cast.bob, cast.kuusi.workspace_id)
        answer = post(cast.bob.browser(), f"{address(cast)}/new", {**FORM, "name": "", "customers": "777"})
        assert answer.status_code == 422
        text = answer.get_data(as_text=True)
        assert "The finance company&#39;s name is missing." in text
        assert "There is no customer with the number 777." in text

    def test_names_above_the_form_what_it_has_no_field_for(self, cast: Cast) -> None:
        stream = f"stream_{Books(cast.bob, cast.kuusi.workspace_id).stream_id.hex}"
        browser = cast.bob.browser()
        told = told_above(post(browser, f"{address(cast)}/new", {**FORM, "bankgiro": "5050-1055"}))
        assert told == ["Companies of this country aren't paid to such an account."]
        assert post(browser, f"{address(cast)}/new", {**FORM, stream: "y"}).status_code == 303
        told = told_above(post(browser, f"{address(cast)}/new", {**FORM, "name": "Toinen Oy", stream: "y"}))
        assert len(told) == 1
        assert "belongs to another factoring agreement." in told[0]

    def test_is_hidden_from_strangers(self, cast: Cast) -> None:
        for url in (address(cast), f"{address(cast)}/new"):
            assert cast.dora.browser().get(url).status_code == 404
        assert post(cast.dora.browser(), f"{address(cast)}/new", FORM).status_code == 404
