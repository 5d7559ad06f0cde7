"""How the code reads: short files, short functions, plain names, one clock, one commit."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = ("tenants", "billing", "portal")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
MOST_ARGUMENTS = 6
NAMELESS = {"utils", "helpers", "common", "manager", "base", "misc", "tools"}


def modules(*floors: str) -> list[Path]:
    """Return the product's modules."""
    return sorted(path for floor in floors or FLOORS for path in (ROOT / floor).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return a module's functions and methods."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def name_of(path: Path) -> str:
    """Return a module's path inside the project."""
    return str(path.relative_to(ROOT))


class TestSize:
    """Files and functions stay short enough to be read at once."""

    def test_no_file_is_long(self) -> None:
        long = {name_of(path): n for path in modules() if (n := len(path.read_text().splitlines())) > LONGEST_FILE}
        assert long == {}

    def test_files_are_short_as_a_rule(self) -> None:
        assert median(len(path.read_text().splitlines()) for path in modules()) <= 80

    def test_no_function_is_long(self) -> None:
        long = {
            f"{name_of(path)}:{function.name}": length
            for path in modules()
            for function in functions(path)
            if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
        }
        assert long == {}

    def test_no_function_takes_many_arguments(self) -> None:
        many = []
        for path in modules():
            for function in functions(path):
                if "command" in ast.dump(ast.Module(body=list(function.decorator_list), type_ignores=[])):
                    continue  # a command's options are arguments of its function
                names = [a.arg for a in [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]]
                if len([name for name in names if name not in {"self", "cls", "now"}]) > MOST_ARGUMENTS:
                    many.append(f"{name_of(path)}:{function.name}")
        assert many == []


class TestNames:
    """Modules are named for things."""

    def test_no_module_is_named_for_nothing(self) -> None:
        assert [name_of(path) for path in modules() if NAMELESS & set(path.with_suffix("").parts)] == []

    def test_every_package_says_what_it_is(self) -> None:
        silent = [
            name_of(path) for path in modules() if path.name == "__init__.py" and not ast.get_docstring(tree(path))
        ]
        assert silent == []


class TestOnePlace:
    """What there is one of stays one."""

    def test_only_the_clock_asks_for_the_moment(self) -> None:
        asking = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today|time\.time)\(")
        found = [name_of(path) for path in modules() if asking.search(path.read_text())]
        assert [name for name in found if name != "portal/edge/clock.py"] == []

    def test_only_the_edge_commits(self) -> None:
        found = [name_of(path) for path in modules() if re.search(r"\bsession\.commit\(", path.read_text())]
        assert found == ["portal/edge/transaction.py"]

    def test_days_of_business_come_from_the_country(self) -> None:
        # A run's summary tells when it was made by the wall clock of its country, which its caller has applied; screens
        # show moments where the reader is.
        allowed = [
            "billing/documents/run_summary/render.py",
            "portal/web/_design/filters.py",
            "tenants/kernel/country.py",
        ]
        found = [name_of(path) for path in modules() if re.search(r"\.date\(\)", path.read_text())]
        assert found == allowed

    def test_only_one_parser_reads_xml_from_outside(self) -> None:
        found = [
            name_of(path)
            for path in modules()
            if re.search(r"XMLParser\(|etree\.(parse|fromstring|XML)\(", path.read_text())
        ]
        assert [
            name for name in found if not name.startswith(("billing/en16931/xmlsafe", "billing/en16931/checks/"))
        ] == []

    @pytest.mark.parametrize(
        "banned", [r"\bpickle\b", r"\beval\(", r"shell=True", r"verify=False", r"\|\s*safe\b", r"\bMarkup\("]
    )
    def test_dangerous_means_are_not_used(self, banned: str) -> None:
        # The mail catcher makes links of a mail's text, the design the cells of lists: each part is escaped before.
        marked = ["portal/demo/mail_catcher/pages.py", "portal/web/_design/marks.py"]
        allowed = marked if "Markup" in banned else []
        texts = [*modules(), *(ROOT / "portal").rglob("*.html"), *(ROOT / "billing").rglob("*.html")]
        assert [name_of(path) for path in texts if re.search(banned, path.read_text("utf-8"))] == allowed
