"""Icons, states and cells: what a row of a list consists of, each part escaped."""

from decimal import Decimal

from flask import Flask, g, get_template_attribute
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from portal.web._design import Column, Page, TableQuery, TableSpec, TableView
from tenants.kernel.language import msg

SPEC = TableSpec(
    name="invoices",
    columns=(
        Column(key="customer", label=msg("Customer")),
        Column(key="total", label=msg("Total"), kind="money", phone="hidden", summed=True),
    ),
)


def view() -> TableView:
    query = TableQuery.parse(SPEC, MultiDict())
    return TableView(spec=SPEC, query=query, page=Page.of(query, 1), path="/invoices")


class TestMarks:
    """What templates import from `_design/icon.html`, `state.html` and `table.html`."""

    def test_show_an_icon_silently(self, app: Flask) -> None:
        with app.test_request_context():
            html = str(get_template_attribute("_design/icon.html", "icon")("check"))
        assert html == '<svg class="icon" aria-hidden="true" focusable="false"><use href="#icon-check"></use></svg>'

    def test_say_words_in_the_readers_language_also_after_another_reader(self, app: Flask) -> None:
        with app.test_request_context():
            tagged = get_template_attribute("_design/state.html", "tagged")
            assert "<span>Credit note</span>" in tagged("undo", msg("Credit note"))
            g.language = "sv"
            assert "<span>Kreditfaktura</span>" in tagged("undo", msg("Credit note"))

    def test_escape_what_stands_in_a_state(self, app: Flask) -> None:
        with app.test_request_context():
            tagged = get_template_attribute("_design/state.html", "tagged")
            assert "&lt;b&gt;" in tagged("send", "<b>", "neutral")
            assert '<span class="state-detail">&lt;i&gt;</span>' in tagged("send", "E-mail", "neutral", "<i>")


class TestCell:
    """One cell of a row."""

    def test_says_its_heading_for_a_phone_and_escapes_its_words(self, app: Flask) -> None:
        with app.test_request_context():
            cell = get_template_attribute("_design/table.html", "cell")
            html = cell(view(), "customer", "Kivi & Puro <Oy>")
        assert html == (
            '<td role="cell" class="cell-text phone-line" data-label="Customer">Kivi &amp; Puro &lt;Oy&gt;</td>'
        )

    def test_takes_markup_as_it_is(self, app: Flask) -> None:
        with app.test_request_context():
            cell = get_template_attribute("_design/table.html", "cell")
            assert cell(view(), "customer", caller=lambda: Markup("<b>1</b>")).endswith(
                ' data-label="Customer"><b>1</b></td>'
            )

    def test_gives_the_bar_its_amount_only_where_there_is_one(self, app: Flask) -> None:
        with app.test_request_context():
            cell, page = get_template_attribute("_design/table.html", "cell"), view()
            assert 'data-sum="total" data-value="12.50"' in cell(page, "total", "12,50", raw=Decimal("12.50"))
            assert "data-sum" not in cell(page, "total", "–")
