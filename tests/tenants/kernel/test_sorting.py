"""The order of names."""

import pytest

from tenants.kernel.sorting import beginning, sort_key


class TestSortKey:
    """Alphabets of the north."""

    @pytest.mark.parametrize(
        ("country", "ordered"),
        [
            ("FI", ["Aalto", "Élan", "Zorn", "Åkesson", "Ärlig", "Öberg"]),
            ("SE", ["Aas", "Müller", "Mynta", "Zorn", "Åkesson", "Ærlig", "Østby"]),
            ("NO", ["Abel", "Zink", "Ærø", "Ødegård", "Aas", "Ås"]),
            ("DK", ["Zink", "Ärlig", "Öberg", "Aabenraa"]),
        ],
    )
    def test_follows_the_sellers_alphabet_byte_by_byte(self, country: str, ordered: list[str]) -> None:
        keys = [sort_key(name, country).encode() for name in ordered]
        assert keys == sorted(keys)
        assert len(set(keys)) >= len(keys) - 1

    def test_takes_no_notice_of_case_and_blanks(self) -> None:
        assert sort_key("  KUUSI   oy ", "FI") == sort_key("Kuusi Oy", "FI")


class TestBeginning:
    """Ranges."""

    def test_holds_what_begins_so_and_nothing_else(self) -> None:
        first, last = beginning("100102")
        assert all(first <= number < last for number in ("100102", "1001020001", "100102\uffff"))
        assert not any(first <= number < last for number in ("100101", "100103", "10010"))
