"""The sentences of the audit trail."""

import ast
from pathlib import Path

from portal.web.audit.acts import ACTS, act_words

ROOT = Path(__file__).parents[4]


def acts_in_code() -> dict[str, str]:
    """Return every act that code writes to the journal, with where it does so."""
    found = {}
    for path in (path for floor in ("tenants", "billing", "portal") for path in (ROOT / floor).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in {"enter", "enter_in_firm"} and len(node.args) > 1:
                act = node.args[1]
                if isinstance(act, ast.Constant) and isinstance(act.value, str):
                    found[act.value] = path.name
    return found


class TestActs:
    """Each act has a sentence."""

    def test_are_all_told_in_words(self) -> None:
        written = acts_in_code()
        assert len(written) > 15
        assert {act: path for act, path in written.items() if act not in ACTS} == {}

    def test_that_nobody_named_are_shown_plainly(self) -> None:
        assert str(act_words("100%_done")) == "100% done"
