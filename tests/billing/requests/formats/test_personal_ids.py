"""Personal ids cut out of files."""

from datetime import date

import pytest

from billing.requests.formats.personal_ids import TwoPersons, without_personal_ids
from billing.requests.formats.reading import EmptyFile
from billing.requests.formats.table import BrokenCsv
from billing.requests.rules.draft import Upload

ON = date(2026, 11, 23)


def cut(text: str | bytes) -> tuple[str, dict[str, str]]:
    data = text if isinstance(text, bytes) else text.encode()
    upload, persons = without_personal_ids(Upload("a.csv", data), ON)
    return upload.data.decode(), {key: person.digits for key, person in persons.items()}


class TestWithoutPersonalIds:
    """The file as it is kept."""

    def test_masks_each_and_hands_them_over_by_request(self) -> None:
        kept, persons = cut("request_id;Personal ID;text\nR-1;811228-9874;a\nR-2;;b\nR-1;198112289874;c\n")
        assert kept == "request_id;Personal ID;text\nR-1;********-**74;a\nR-2;;b\nR-1;********-**74;c\n"
        assert persons == {"R-1": "198112289874"}

    def test_keeps_nothing_of_one_that_is_not_valid(self) -> None:
        kept, persons = cut("request_id,personal_id\nR-1,811228-9875\n")
        assert kept == "request_id,personal_id\nR-1,invalid\n"
        assert persons == {}

    @pytest.mark.parametrize("text", ["request_id;text\nR-1;a\n", "<Invoice>personal_id</Invoice>"])
    def test_leaves_other_files_byte_for_byte(self, text: str) -> None:
        assert cut(text) == (text, {})

    def test_keeps_quotation_marks_lines_and_letters_of_another_encoding(self) -> None:
        kept, _ = cut('request_id;personal_id;text\r\nR-1;811228-9874;"Målning;\nhall"\r\n'.encode("cp1252"))
        assert kept == 'request_id;personal_id;text\nR-1;********-**74;"Målning;\nhall"\n'

    def test_keeps_nothing_beyond_the_columns(self) -> None:
        kept, _ = cut("request_id;personal_id\nR-1;811228-9874;811228-9874\n")
        assert "9874" not in kept

    def test_refuses_two_persons_in_a_request_and_names_none(self) -> None:
        with pytest.raises(TwoPersons) as refused:
            cut("request_id;personal_id\nR-1;811228-9874\nR-1;811288-9871\n")
        assert "98" not in str(refused.value)

    def test_refuses_a_broken_file_without_quoting_it(self) -> None:
        with pytest.raises(BrokenCsv) as refused:
            cut('request_id;personal_id\nR-1;"811228-9874\n')
        assert "9874" not in str(refused.value)
        with pytest.raises(EmptyFile):
            cut("")
