"""What the bank agreement says."""

from billing.countries.reference_settings import USUAL_KIND, ReferenceKind
from tenants.kernel.country import COUNTRIES


class TestReferenceKind:
    """The systems in use."""

    def test_has_a_usual_one_in_every_country(self) -> None:
        assert set(USUAL_KIND) == set(COUNTRIES)

    def test_keeps_the_names_that_commands_and_settings_use(self) -> None:
        assert [kind.value for kind in ReferenceKind] == ["fi", "rf", "ocr", "kid10", "kid11", "fik71"]
