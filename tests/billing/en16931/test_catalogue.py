"""The sentences of reading, writing and converting, in every language."""

import ast
import re
from pathlib import Path

import pytest

import billing.en16931
from tenants.kernel.language.speaking import LANGUAGES, texts

HOME = Path(billing.en16931.__file__).parent
FILES = [*HOME.glob("*.py"), *HOME.glob("ubl/*.py")]
PARAMETER = re.compile(r"%\((\w+)\)s")


def sentences(path: Path) -> set[str]:
    """Return what a module may say: first lines of refusals' docstrings, and literals given to `msg`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {
        (ast.get_docstring(node) or "").split("\n")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.bases and "TypedDict" not in ast.unparse(node.bases[0])
    }
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "msg")
    return found | {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}


ALL = sorted(set().union(*map(sentences, FILES)))


class TestSentences:
    """Every sentence that a person may read."""

    def test_are_found(self) -> None:
        assert len(ALL) >= 20

    @pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
    def test_are_said_in_every_language_with_the_same_parameters(self, language: str) -> None:
        said = texts(language)
        assert [sentence for sentence in ALL if sentence not in said] == []
        for sentence in ALL:
            assert sorted(PARAMETER.findall(str(said[sentence]))) == sorted(PARAMETER.findall(sentence))
