"""Every sentence is there in every language, with the same parameters."""

import ast
import inspect
import re
from functools import cache
from pathlib import Path
from pkgutil import walk_packages

import pytest
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

import billing
import portal
import tenants
from tenants.kernel.language.speaking import CATALOGUES, LANGUAGES, texts
from tenants.kernel.refusals import Refusal

ROOT = Path(__file__).parents[2]
TRANSLATED = [language for language in LANGUAGES if language != "en"]
PARAMETER = re.compile(r"%\((\w+)\)s")


@cache
def sentences() -> frozenset[str]:
    """Return the id of every sentence in code and templates."""
    return frozenset({*_in_code(), *_in_templates(), *_of_refusals()})


def _in_code() -> set[str]:
    found = set()
    for path in (path for floor in ("tenants", "billing", "portal") for path in (ROOT / floor).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "msg" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(first.value)
    return found


def _in_templates() -> set[str]:
    found = set()
    for path in (path for floor in ("billing", "portal") for path in (ROOT / floor).rglob("*.html")):
        with path.open("rb") as file:
            for _line, _function, message, _comments in babel_extract(file, ("_", "ngettext"), (), {}):
                found.add(message if isinstance(message, str) else message[0])
    return found


def _of_refusals() -> set[str]:
    for floor in (tenants, billing, portal):
        for module in walk_packages(floor.__path__, f"{floor.__name__}."):
            if not module.name.endswith(("__main__", ".saxon_child")):
                __import__(module.name)
    found, waiting = set(), [Refusal]
    while waiting:
        refusal = waiting.pop()
        waiting.extend(refusal.__subclasses__())
        if refusal.__module__.split(".")[0] in {"tenants", "billing", "portal"}:
            found.add(inspect.cleandoc(refusal.__doc__ or "").split("\n")[0])
    return found


class TestCatalogues:
    """The four catalogues beside English, whose sentences are the ids."""

    @pytest.mark.parametrize("language", TRANSLATED)
    def test_lack_no_sentence(self, language: str) -> None:
        assert sorted(sentences() - texts(language).keys()) == []

    @pytest.mark.parametrize("language", TRANSLATED)
    def test_keep_the_parameters(self, language: str) -> None:
        for id_, text in texts(language).items():
            if isinstance(text, str):
                assert set(PARAMETER.findall(text)) == set(PARAMETER.findall(id_)), id_
            else:
                assert set(PARAMETER.findall(text[0])) <= set(PARAMETER.findall(text[1])), id_

    def test_find_many_sentences(self) -> None:
        assert len(sentences()) > 500

    @pytest.mark.parametrize("language", TRANSLATED)
    def test_hold_nothing_unfinished(self, language: str) -> None:
        for path in (CATALOGUES / language).glob("*.po"):
            with path.open("rb") as file:
                assert not [entry.id for entry in read_po(file) if entry.fuzzy and entry.id], path.name

    @pytest.mark.parametrize("language", TRANSLATED)
    def test_say_a_sentence_in_one_way(self, language: str) -> None:
        """The areas are read as one: of two translations, the later area's would be said in both."""
        said: dict[str, set[str | tuple[str, ...]]] = {}
        for path in (CATALOGUES / language).glob("*.po"):
            with path.open("rb") as file:
                for entry in read_po(file):
                    if entry.id:
                        text = entry.string if isinstance(entry.string, str) else tuple(entry.string)
                        said.setdefault(entry.id if isinstance(entry.id, str) else entry.id[0], set()).add(text)
        assert {id_: ways for id_, ways in said.items() if len(ways) > 1} == {}
