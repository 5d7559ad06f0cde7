"""Margin schemes and domestic reverse charges in what is written."""

from datetime import date

import pytest
from factories.customers import a_customer
from factories.sellers import a_seller

from billing.articles.rules.schemes import CLASH, NAMES, scheme_choices
from billing.countries.vat_schemes import Scheme
from billing.desk.rules.content import Ground, Meaning, meaning_of
from billing.desk.rules.typed import TypedInvoice, TypedLine
from billing.invoices.rules.vat_words import worded
from tenants.kernel.country import COUNTRIES, Country
from tenants.kernel.refusals import Problem

DAY = date(2026, 11, 23)


def meant(*choices: str, country: Country = "FI", reason: str = "") -> Meaning:
    """Return what an invoice means whose lines are taxed so."""
    lines = tuple(TypedLine(text="Kiln", price="100", vat=choice) for choice in choices)
    ground = Ground(a_seller(country), a_customer(business_id="12345671"), DAY)
    return meaning_of(TypedInvoice(customer_id="c", lines=lines, vat_reason=reason), ground)


class TestSchemes:
    """A line that names a scheme of the country."""

    def test_say_the_laws_words_of_a_margin_scheme(self) -> None:
        meaning = meant("scheme:used_goods")
        assert meaning.problems == ()
        (entry,) = worded(meaning.content, a_seller("FI"), "fi").vat_breakdown
        assert (entry.treatment.category, entry.exemption_code) == ("E", "VATEX-EU-F")
        assert entry.exemption_reason == "Voittomarginaalijärjestelmä – käytetyt tavarat"

    def test_name_the_statutes_of_reverse_charges(self) -> None:
        meaning = meant("scheme:construction", "scheme:scrap", "standard rate")
        assert meaning.problems == ()
        reversed_ = next(each for each in meaning.content.vat_breakdown if each.treatment.category == "AE")
        assert (reversed_.exemption_code, reversed_.exemption_reason) == ("VATEX-EU-AE", "AVL 8 c §; AVL 8 d §")

    def test_keep_what_the_writer_says(self) -> None:
        (entry,) = meant("scheme:construction", reason="AVL 8 c § ja sopimus").content.vat_breakdown
        assert entry.exemption_reason == "AVL 8 c § ja sopimus"

    @pytest.mark.parametrize("others", [("E",), ("scheme:art",)])
    def test_need_an_invoice_of_their_own_beside_another_exemption(self, others: tuple[str, ...]) -> None:
        assert Problem("lines.2.vat", CLASH) in meant("scheme:used_goods", *others, reason="AVL 36 §").problems

    def test_are_refused_where_the_law_has_none(self) -> None:
        assert "lines.1.vat" in {problem.field for problem in meant("scheme:electronics").problems}

    @pytest.mark.parametrize("country", COUNTRIES)
    def test_are_named_in_every_country(self, country: Country) -> None:
        assert NAMES.keys() == set(Scheme)
        assert all(label.params["law"] for _choice, label in scheme_choices(country, DAY))
