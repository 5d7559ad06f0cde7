"""What finished invoices say, read back by poppler."""

from dataclasses import replace

import pytest

from billing.documents.invoice.wording import UNITS, unit_name
from billing.documents.look import Look, usual_slip
from billing.en16931.model import Invoice
from tenants.kernel.language import LANGUAGES, Language
from tests.billing.documents.printing import Samples, needs_poppler, printed, words

EXPECTED: dict[tuple[str, Language], tuple[str, ...]] = {
    ("finnish", "fi"): (
        "Lasku",
        "20260412",
        "Eräpäivä",
        "7.12.2026",
        "Viitenumero",
        "2026 04123",
        "ALV-numero FI12345671",
        "Y-tunnus 1234567-1",
        "TILISIIRTO GIRERING",
        "FI79 4405 2020 0360 82",
        "25,5 % 1 242,60 316,86",
        "13,5 %",
        "Maksettavaa EUR 1 680,68",
    ),
    ("swedish", "sv"): (
        "Faktura",
        "Förfallodatum",
        "2026-12-23",
        "OCR-nummer",
        "104828",
        "Bankgiro",
        "991-2346",
        "Godkänd för F-skatt",
        "Momsreg.nr SE559999000801",
        "Org.nr 559999-0008",
        "Att betala SEK 51 875,00",
    ),
    ("norwegian", "nb"): (
        "Faktura",
        "Forfallsdato",
        "KID",
        "00033910",
        "8601.11.17947",
        "Org.nr NO 999 990 002 MVA",
        "Foretaksregisteret",
        "MVA",
        "Leveringsdato 18.11.2026",
        "Å betale NOK 60 750,00",
    ),
    ("danish", "da"): (
        "Faktura",
        "Forfaldsdato",
        "+71<000000000055202+81234567<",
        "CVR-nr. 99999004",
        "Kunderabat 5 % -166,50",
        "25 % 3.163,50 790,88",
        "At betale DKK 3.954,38",
    ),
    ("foreign", "en"): (
        "Invoice",
        "Due date 7 Dec 2026",
        "Reverse charge",
        "Your VAT number DE999999000",
        "GERMANY",
        "BIC HELSFIHH",
        "To pay EUR 141.30",
    ),
    ("credit_note", "fi"): (
        "Hyvityslasku",
        "20260430",
        "Hyvittää laskun 20260412 (23.11.2026)",
        "Hyvitetään EUR",
        "43,30",
    ),
}


@needs_poppler
class TestWords:
    """What the law and the trade expect to read."""

    @pytest.mark.parametrize(("sample", "language"), sorted(EXPECTED))
    def test_say_what_the_law_wants(self, samples: Samples, sample: str, language: Language) -> None:
        invoice = samples[sample]()
        country = invoice.seller.address.country
        text = words(printed(invoice, language, Look(slip="account" if sample == "foreign" else usual_slip(country))))

        missing = [each for each in EXPECTED[sample, language] if each not in text.replace("−", "-")]
        assert not missing, text

    def test_name_the_norwegian_reverse_charge_in_any_language(self, samples: Samples) -> None:
        invoice = samples["foreign"]()
        norwegian = replace(invoice, seller=samples["norwegian"]().seller)

        assert "Omvendt avgiftsplikt – Merverdiavgift ikke beregnet" in words(printed(norwegian, "en"))

    def test_write_days_in_swedish_as_the_sellers_country_does(self, samples: Samples) -> None:
        finnish = words(printed(samples["finnish"](), "sv", Look(slip="tilisiirto")))

        assert "7.12.2026" in finnish
        assert "2026-12-07" not in finnish
        assert "2026-12-23" in words(printed(samples["swedish"](), "sv"))

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_break_no_unit_in_the_middle_of_its_word(self, samples: Samples, language: Language) -> None:
        invoice = samples["finnish"]()
        lines = tuple(replace(invoice.lines[0], id=unit, unit=unit) for unit in UNITS)

        text = words(printed(replace(invoice, lines=lines), language))

        said = {word for unit in UNITS for word in unit_name(unit, language).split()}
        assert not said - set(text.split())

    def test_ask_for_nothing_on_a_credit_note(self, samples: Samples) -> None:
        text = words(printed(samples["credit_note"](), "fi", Look(slip="tilisiirto")))

        assert "TILISIIRTO" not in text
        assert "Eräpäivä" not in text
        assert "Viitenumero" not in text

    def test_repeat_the_heads_of_a_long_table_and_count_the_pages(self, samples: Samples) -> None:
        text = words(printed(samples["two_pages"](), "fi"))

        assert text.count("Yksikköhinta") == 2
        assert "1 (2)" in text
        assert "2 (2)" in text
        assert text.count("Kuusi Keramiikka Oy · Lasku 20260412") == 1

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_fit_any_invoice_in_any_language(self, any_invoice: Invoice, language: Language) -> None:
        text = words(printed(any_invoice, language, Look(slip=usual_slip("FI"))))

        assert any_invoice.number in text
        assert "%(" not in text
