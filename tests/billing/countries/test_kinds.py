"""Every kind of reference: what is made is valid, and changed digits are found out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.countries.kinds import check_reference, make_reference
from billing.countries.reference_settings import ReferenceKind
from tenants.kernel.refusals import Invalid


class TestKinds:
    """Making and checking by kind."""

    @given(st.sampled_from(ReferenceKind), st.integers(min_value=100, max_value=10**14 - 1))
    def test_makes_what_it_accepts(self, kind: ReferenceKind, value: int) -> None:
        check_reference(kind, make_reference(kind, str(value)))

    @given(st.sampled_from(ReferenceKind), st.integers(min_value=1000, max_value=10**14 - 1), st.data())
    def test_finds_every_single_changed_digit(self, kind: ReferenceKind, value: int, data: st.DataObject) -> None:
        made = make_reference(kind, str(value))
        place = data.draw(st.integers(min_value=2, max_value=len(made) - 2))
        other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != made[place]]))
        with pytest.raises(Invalid):
            check_reference(kind, made[:place] + other + made[place + 1 :])

    def test_keeps_the_two_moduli_apart(self) -> None:
        with pytest.raises(Invalid):
            check_reference(ReferenceKind.KID10, "123456785")
        with pytest.raises(Invalid):
            check_reference(ReferenceKind.KID11, "123456782")
