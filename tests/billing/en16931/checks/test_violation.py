"""Where a violation says it is."""

from lxml import etree

from billing.en16931.checks.violation import Violation, place_of
from tenants.kernel.language import msg


class TestPlaceOf:
    """The XPath for a person."""

    def test_names_the_root_alone(self) -> None:
        assert place_of(etree.fromstring('<Invoice xmlns="u"/>')) == "/Invoice"

    def test_counts_among_elements_of_the_same_name(self) -> None:
        root = etree.fromstring("<Finvoice><Row/><Row/></Finvoice>")
        assert place_of(root[1]) == "/Finvoice/Row[2]"

    def test_keeps_the_number_when_the_default_namespace_hides_the_name(self) -> None:
        root = etree.fromstring('<Invoice xmlns="u"><A/><B/><B/></Invoice>')
        assert place_of(root[2]).startswith("/Invoice/B[")


class TestViolation:
    """The value."""

    def test_is_a_value(self) -> None:
        one, same = (Violation("NO-R-002", "warning", "/Invoice", msg("A sentence.")) for _ in range(2))
        assert one == same
