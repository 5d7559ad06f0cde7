"""Swedish personal ids."""

from datetime import date

import pytest

from tenants.registries.personal_ids import NoPersonalId, PersonalIdMistyped, parse_personal_id

TODAY = date(2026, 11, 23)


class TestParsePersonalId:
    """Ten or twelve digits, with or without their sign."""

    @pytest.mark.parametrize("typed", ["19811228-9874", "198112289874", "811228-9874", "8112289874", " 811228 9874 "])
    def test_reads_each_way_of_writing(self, typed: str) -> None:
        assert parse_personal_id(typed, TODAY).digits == "198112289874"

    def test_counts_plus_as_a_hundred_years(self) -> None:
        assert parse_personal_id("900101+0017", TODAY).born_on == date(1890, 1, 1)
        assert parse_personal_id("120203-0047"[:10] + str(_check("120203004")), TODAY).born_on == date(2012, 2, 3)

    def test_takes_a_coordination_number(self) -> None:
        assert parse_personal_id("811288-9871", TODAY).born_on == date(1981, 12, 28)

    @pytest.mark.parametrize("typed", ["", "Anna", "811328-9874", "81122898745", "20991228-9874", "811200-9874"])
    def test_refuses_what_is_none(self, typed: str) -> None:
        with pytest.raises(NoPersonalId):
            parse_personal_id(typed, TODAY)

    def test_refuses_a_wrong_check_digit_without_naming_the_number(self) -> None:
        with pytest.raises(PersonalIdMistyped) as refused:
            parse_personal_id("811228-9875", TODAY)
        assert "9875" not in f"{refused.value} {refused.value!r}"


class TestPersonalId:
    """What is shown of it."""

    def test_hides_all_but_two_digits(self) -> None:
        found = parse_personal_id("811228-9874", TODAY)
        assert found.masked == "********-**74"
        assert "8112" not in repr(found)


def _check(digits: str) -> int:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return -sum(value // 10 + value % 10 for value in doubled) % 10
