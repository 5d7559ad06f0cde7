"""The command `samla reference`, as a shell sees it."""

import pytest
from click.testing import CliRunner, Result

from portal.cli.reference import reference


def run(*arguments: str) -> Result:
    """Return what the command printed and its exit code."""
    return CliRunner().invoke(reference, arguments)


class TestMake:
    """Printing a reference."""

    @pytest.mark.parametrize(
        ("kind", "value", "made"),
        [
            ("fi", "123", "1232"),
            ("fi", "1234567890123456789", "12345678901234567894"),
            ("rf", "1232", "RF111232"),
            ("rf", "868516259619897", "RF09868516259619897"),
            ("ocr", "65596", "655969"),
            ("kid10", "12345678", "123456782"),
            ("kid11", "12345678", "123456785"),
            ("kid11", "23", "23-"),
            ("fik71", "1", "000000000000018"),
            ("fik71", "00404040000066", "004040400000669"),
        ],
    )
    def test_prints_the_reference_and_nothing_else(self, kind: str, value: str, made: str) -> None:
        result = run("make", "--kind", kind, value)
        assert (result.exit_code, result.stdout) == (0, f"{made}\n")

    @pytest.mark.parametrize(
        ("kind", "value"),
        [("fi", "12"), ("fi", "12345678901234567890"), ("rf", "1" * 22), ("kid10", "1" * 25), ("fik71", "1" * 15)],
    )
    def test_refuses_a_value_that_does_not_fit(self, kind: str, value: str) -> None:
        result = run("make", "--kind", kind, value)
        assert (result.exit_code, result.stdout) == (1, "")
        assert value in result.stderr

    @pytest.mark.parametrize("kind", ["fi", "ocr", "kid10", "kid11", "fik71"])
    def test_refuses_letters_where_the_kind_has_none(self, kind: str) -> None:
        assert run("make", "--kind", kind, "12A4").exit_code == 1


class TestCheck:
    """Saying whether a reference is valid."""

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            ("fi", "86851 62596 19897"),
            ("rf", "RF09 8685 1625 9619 897"),
            ("ocr", "655969"),
            ("kid10", "123456782"),
            ("kid11", "37-"),
            ("fik71", "004040400000669"),
        ],
    )
    def test_is_silent_about_a_valid_one(self, kind: str, value: str) -> None:
        result = run("check", "--kind", kind, value)
        assert (result.exit_code, result.output) == (0, "")

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            ("fi", "1233"),
            ("rf", "RF101232"),
            ("rf", "1232"),
            ("ocr", "655968"),
            ("kid10", "123456785"),
            ("kid11", "123456782"),
            ("fik71", "18"),
        ],
    )
    def test_says_on_stderr_what_is_wrong(self, kind: str, value: str) -> None:
        result = run("check", "--kind", kind, value)
        assert (result.exit_code, result.stdout) == (1, "")
        assert value in result.stderr


class TestWrongUse:
    """What a shell script got wrong."""

    @pytest.mark.parametrize(
        "arguments",
        [("make", "123"), ("make", "--kind", "giro", "123"), ("check", "--kind", "fi"), ("measure",)],
    )
    def test_exits_with_two(self, arguments: tuple[str, ...]) -> None:
        assert run(*arguments).exit_code == 2
