"""What an agreement must have."""

import pytest

from billing.factoring.rules import AgreementInput, read_agreement
from billing.seller.rules.fields import Fields


def read(country: str = "FI", **typed: object) -> tuple[dict[str, object], list[str]]:
    found = Fields()
    given = AgreementInput(**{"name": "Saatavat Oy", "iban": "FI21 1234 5600 0007 85", **typed})  # type: ignore[arg-type]
    values = read_agreement(found, given, country)  # type: ignore[arg-type]  # of the four
    return values, [problem.field for problem in found.problems]


class TestReadAgreement:
    """Columns in canonical form."""

    def test_keeps_account_and_words_in_order(self) -> None:
        values, wrong = read(clauses={"fi": " Siirretty  meille. ", "sv": " "}, bic="nordfihh")
        assert wrong == []
        assert (values["iban"], values["clauses"]) == ("FI2112345600000785", {"fi": "Siirretty meille."})

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"name": " "}, "name"),
            ({"iban": None}, "iban"),
            ({"iban": "FI21 1234 5600 0007 86"}, "iban"),
            ({"business_id": "1234567-0"}, "business_id"),
            ({"bankgiro": "5050-1055"}, "bankgiro"),
            ({"clauses": {"da": "x" * 1001}}, "clause_da"),
        ],
    )
    def test_blames_the_field(self, typed: dict[str, object], field: str) -> None:
        assert read(**typed)[1] == [field]

    def test_wants_a_giro_number_in_sweden(self) -> None:
        assert read("SE", iban=None)[1] == ["bankgiro"]
        assert read("SE", iban=None, bankgiro="5050-1055")[1] == []
