"""A company's settings."""

from decimal import Decimal
from io import BytesIO

import pytest
from factories.books import Books
from factories.cast import Cast
from factories.forms import post
from PIL import Image

from billing.seller.queries import find_seller, get_seller
from billing.streams.queries import series_rows, stream_rows

FORM = {
    "street": "Savikuja 6",
    "postal_code": "06100",
    "city": "Porvoo",
    "email": "laskut@kuusi.example",
    "language": "fi",
    "currency": "EUR",
    "iban": "FI21 1234 5600 0007 85",
    "reference_kind": "fi",
    "payment_days": "14",
    "accent": "#1f4e79",
}


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(made, "PNG")
    return made.getvalue()


class TestSettings:
    """The form."""

    def test_begin_with_what_is_usual_in_the_country(self, cast: Cast) -> None:
        text = cast.bob.browser().get(f"/w/{cast.kuusi.workspace_id}/settings").get_data(as_text=True)
        assert 'name="iban"' in text
        assert 'name="bankgiro"' not in text
        assert 'value="EUR"' in text

    def test_ask_a_swedish_company_for_its_giro_numbers(self, cast: Cast) -> None:
        text = cast.dora.browser().get(f"/w/{cast.ek.workspace_id}/settings").get_data(as_text=True)
        for name in ("bankgiro", "plusgiro", "f_tax", "seat", "reference_length", "rounds_to_pay"):
            assert f'name="{name}"' in text

    def test_are_saved_and_shown_again(self, cast: Cast) -> None:
        client, url = cast.bob.browser(), f"/w/{cast.kuusi.workspace_id}/settings"
        assert post(client, url, {**FORM, "phone": "<b>123</b>", "least": "7,50"}).status_code == 303
        text = client.get(url).get_data(as_text=True)
        assert "Savikuja 6" in text
        assert "FI2112345600000785" in text
        assert "<b>123" not in text
        with cast.bob.acting():
            kept = get_seller(cast.kuusi.workspace_id)
            assert (kept.payment_days, kept.least) == (14, Decimal("7.50"))
        assert 'value="7.50"' in text

    @pytest.mark.parametrize(
        ("name", "given", "sentence"),
        [
            ("iban", "FI21 1234 5600 0007 86", "IBAN"),
            ("iban", "", "The IBAN that the reference is paid to is missing."),
            ("postal_code", "1234", "postal code"),
            ("payment_days", "soon", "Write a whole number, in figures."),
            ("email", "nobody", "e-mail address"),
        ],
    )
    def test_tell_what_is_wrong_at_the_field_and_keep_the_rest(
        self, cast: Cast, name: str, given: str, sentence: str
    ) -> None:
        url = f"/w/{cast.kuusi.workspace_id}/settings"
        answer = post(cast.bob.browser(), url, {**FORM, name: given, "city": "Tuore & Uusi"})
        text = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert f'id="field-{name}-error"' in text
        assert sentence in text
        assert "Tuore &amp; Uusi" in text
        with cast.bob.acting():
            assert find_seller(cast.kuusi.workspace_id) is None

    def test_open_the_first_series_with_the_prefix_that_is_chosen(self, cast: Cast) -> None:
        client, url = cast.bob.browser(), f"/w/{cast.kuusi.workspace_id}/settings"
        assert 'name="first_prefix"' in client.get(url).get_data(as_text=True)
        for wrong in ("0100", "10a", "1" * 13):
            answer = post(client, url, {**FORM, "first_prefix": wrong})
            assert (answer.status_code, 'id="field-first_prefix-error"' in answer.get_data(as_text=True)) == (422, True)
        assert post(client, url, {**FORM, "first_prefix": " 100101 "}).status_code == 303
        with cast.alice.acting():
            assert [one.prefix for one in series_rows(cast.kuusi.workspace_id)] == ["100101"]
        assert 'name="first_prefix"' not in client.get(url).get_data(as_text=True)
        assert 'value="100102"' in client.get(f"/w/{cast.kuusi.workspace_id}/series/new").get_data(as_text=True)

    def test_take_a_logo_and_show_it(self, cast: Cast) -> None:
        client, url = cast.bob.browser(), f"/w/{cast.kuusi.workspace_id}/settings"
        form = {**FORM, "logo": (BytesIO(picture()), "logo.png")}
        assert post(client, url, form, content_type="multipart/form-data").status_code == 303
        shown = client.get(f"{url}/logo")
        assert (shown.status_code, shown.content_type) == (200, "image/png")
        assert f"{url}/logo" in client.get(url).get_data(as_text=True)

    def test_refuse_a_logo_that_is_no_image(self, cast: Cast) -> None:
        form = {**FORM, "logo": (BytesIO(b"<svg onload=alert(1)>"), "logo.svg")}
        url = f"/w/{cast.kuusi.workspace_id}/settings"
        answer = post(cast.bob.browser(), url, form, content_type="multipart/form-data")
        assert answer.status_code == 422
        assert "The logo has to be a PNG or JPEG image." in answer.get_data(as_text=True)

    def test_are_no_page_for_a_stranger(self, cast: Cast) -> None:
        client, url = cast.charlie.browser(), f"/w/{cast.kuusi.workspace_id}/settings"
        assert client.get(url).status_code == 404
        assert post(client, url, FORM).status_code == 404
        assert client.get(f"{url}/logo").status_code == 404


class TestStreams:
    """Streams with their number series."""

    def test_wait_for_the_settings(self, cast: Cast) -> None:
        text = cast.bob.browser().get(f"/w/{cast.kuusi.workspace_id}/streams").get_data(as_text=True)
        assert "The first one is opened when the settings are saved for the first time." in text

    def test_are_opened_with_a_series_of_their_own(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        client, url = cast.alice.browser(), f"/w/{books.workspace_id}/streams"
        form = {"name": "Ilmoitukset <i>", "code": "ads", "prefix": "20", "digits": "6"}
        assert post(client, url, form).status_code == 303
        text = client.get(url).get_data(as_text=True)
        assert "20000001" in text
        assert "Ilmoitukset <i>" not in text
        with cast.alice.acting():
            assert {stream.code for stream in stream_rows(books.workspace_id)} == {"sales", "ads"}

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"prefix": "10"}, "prefix"),
            ({"code": "sales"}, "code"),
            ({"digits": "six"}, "digits"),
            ({"next_number": "first"}, "next_number"),
            ({"next_number": "0"}, "next_number"),
            ({"name": ""}, "name"),
        ],
    )
    def test_tell_what_is_wrong_at_the_field(self, cast: Cast, changed: dict[str, str], field: str) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        form = {"name": "Ads", "code": "ads", "prefix": "20", "digits": "6", **changed}
        answer = post(cast.alice.browser(), f"/w/{books.workspace_id}/streams", form)
        assert answer.status_code == 422
        assert f'id="field-{field}-error"' in answer.get_data(as_text=True)

    def test_are_no_page_for_a_stranger(self, cast: Cast) -> None:
        url = f"/w/{cast.kuusi.workspace_id}/streams"
        client = cast.charlie.browser()
        assert client.get(url).status_code == 404
        assert post(client, url, {"name": "x"}).status_code == 404

    def test_show_term_and_texts_and_keep_them(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        client, url = cast.alice.browser(), f"/w/{books.workspace_id}/streams/{books.stream_id}"
        form = {"name": "Tilaukset", "series_id": str(books.series_id), "payment_days": "7", "due_rule": "month_end"}
        assert post(client, url, {**form, "above_fi": "Kiitos <b>", "sales_account": "3000"}).status_code == 303
        text = client.get(url).get_data(as_text=True)
        assert 'value="3000"' in text
        assert post(client, url, {**form, "sales_account": "30a0"}).status_code == 422
        assert "Kiitos &lt;b&gt;" in text
        assert post(client, url, {**form, "payment_days": "soon", "due_rule": ""}).status_code == 422
        assert post(client, url, {**form, "series_id": ""}).status_code == 422

    def test_are_switched_off_with_what_waits_in_a_sentence(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        books.request(customer=books.customer("Matkailu Oy"))
        client, url = cast.alice.browser(), f"/w/{books.workspace_id}/streams/{books.stream_id}"
        assert "Ready requests in the stream: 1." in client.get(url).get_data(as_text=True)
        post(client, f"{url}/off", {"knowing": "0"})
        assert "Switch off" in client.get(url).get_data(as_text=True)
        post(client, f"{url}/off", {"knowing": "1"})
        assert "Switch on" in client.get(url).get_data(as_text=True)
        post(client, f"{url}/on", {})
        assert "Switch off" in client.get(url).get_data(as_text=True)


class TestSeries:
    """Number series on the screen."""

    def test_are_opened_and_changed_before_their_first_number(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        client, url = cast.alice.browser(), f"/w/{books.workspace_id}/series"
        form = {"name": "Author", "prefix": "20", "digits": "4", "next_number": "412", "yearly": "y"}
        assert post(client, f"{url}/new", form).status_code == 303
        with cast.alice.acting():
            made = next(one for one in series_rows(books.workspace_id) if one.prefix == "20")
        assert 'value="412"' in client.get(f"{url}/{made.id}").get_data(as_text=True)
        assert post(client, f"{url}/{made.id}", {**form, "prefix": "30", "yearly": ""}).status_code == 303
        assert "300412" in client.get(f"/w/{books.workspace_id}/streams").get_data(as_text=True)
        assert post(client, f"{url}/{made.id}", {**form, "digits": "many"}).status_code == 422
        assert post(client, f"{url}/new", {**form, "prefix": "300"}).status_code == 422

    def test_say_that_a_used_one_stays(self, cast: Cast) -> None:
        books = Books(cast.alice, cast.kuusi.workspace_id)
        books.invoice(books.customer("Matkailu Oy"))
        client, url = cast.alice.browser(), f"/w/{books.workspace_id}/series/{books.series_id}"
        assert "this stays as it is" in client.get(url).get_data(as_text=True)
        assert post(client, url, {"name": "Renamed", "prefix": "77"}).status_code == 303
        assert cast.charlie.browser().get(url).status_code == 404
