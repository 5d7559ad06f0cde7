"""The EN 16931 rules, applied by Saxon in a child process of this one.

A process has at most one child, started when first asked, closed at exit. A process that was forked starts its
own: pipes shared by two would mix their answers. The child is replaced after a number of documents (its memory),
after a time-out and after a crash; it sees nothing but trees that our own hardened parser has read.
"""

import atexit
import os
import re
from collections.abc import Callable
from threading import Lock
from typing import Any, Final

from lxml import etree

from billing.en16931.checks.saxon_pipe import ChildDied, Pipe, TookTooLong
from billing.en16931.checks.violation import Level, Violation
from billing.en16931.xmlsafe import parse
from tenants.kernel.language import msg
from tenants.kernel.refusals import Refusal

SECONDS_A_DOCUMENT: Final = 60.0
DOCUMENTS_A_CHILD: Final = 5000
STOPPED: Final = "EN16931-STOPPED"  # our own id: the rules themselves broke off

_STEP: Final = re.compile(r"\*:([\w.-]+)\[namespace-uri\(\)='([^']*)'\]")
_PREFIXES: Final = {"CommonAggregateComponents-2": "cac:", "CommonBasicComponents-2": "cbc:"}


class RulesNotApplied(Refusal):
    """The EN 16931 rules could not be applied to this document, so nothing is known about it."""


class Saxon:
    """One child at most, asked by one thread at a time."""

    def __init__(self, *, start: Callable[[], Pipe] = Pipe, documents: int = DOCUMENTS_A_CHILD) -> None:
        """Remember how a child is started and after how many documents it is replaced; start none yet."""
        self._start, self._documents = start, documents
        self._lock = Lock()
        self._pipe: Pipe | None = None

    def ask(self, xml: bytes, *, seconds: float = SECONDS_A_DOCUMENT) -> dict[str, Any]:
        """Return the child's answer; a child found dead is replaced once.

        Raises:
            RulesNotApplied: no answer within the seconds, or two children died of the document.
        """
        with self._lock:
            try:
                return self._asked(xml, seconds)
            except ChildDied:
                return self._asked_again(xml, seconds)

    def start(self) -> None:
        """Start the child, so that it compiles the rules while its first document is still being made."""
        with self._lock:
            self._child()

    def close(self) -> None:
        """End the child, if there is one."""
        with self._lock:
            self._drop()

    def abandon(self) -> None:
        """Forget the parent's child after a fork, without a word to it."""
        self._lock = Lock()
        if self._pipe is not None:
            self._pipe.abandon()
            self._pipe = None

    def _asked_again(self, xml: bytes, seconds: float) -> dict[str, Any]:
        try:
            return self._asked(xml, seconds)
        except ChildDied as died:
            raise RulesNotApplied from died

    def _asked(self, xml: bytes, seconds: float) -> dict[str, Any]:
        try:
            return self._child().ask(xml, seconds=seconds)
        except TookTooLong as late:
            self._drop()
            raise RulesNotApplied(seconds) from late
        except ChildDied:
            self._drop()
            raise

    def _child(self) -> Pipe:
        if self._pipe is not None and self._pipe.answered >= self._documents:
            self._drop()
        if self._pipe is None:
            self._pipe = self._start()
        return self._pipe

    def _drop(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None


_SAXON: Final = Saxon()
atexit.register(_SAXON.close)
os.register_at_fork(after_in_child=_SAXON.abandon)


def start_early() -> None:
    """Start this process's child ahead of its first document; it takes more than half a second to be ready."""
    _SAXON.start()


def en16931_violations(xml: bytes) -> list[Violation]:
    """Return what a UBL document violates of the EN 16931 rules (CEN), in the order of the rules' own report.

    Raises:
        RulesNotApplied: the child gave no answer.
    """
    return violations_of_tree(parse(xml))


def violations_of_tree(root: etree._Element) -> list[Violation]:
    """Return what a parsed UBL document violates of the EN 16931 rules (CEN).

    Raises:
        RulesNotApplied: the child gave no answer.
    """
    said = _SAXON.ask(etree.tostring(root, encoding="utf-8", with_tail=False))
    if "stopped" in said:
        return [_stopped(str(said["stopped"]))]
    return [_violation(*finding) for finding in said["findings"]]


def _violation(rule: str, flag: str, where: str, text: str) -> Violation:
    level: Level = "warning" if flag == "warning" else "fatal"
    said = text.removeprefix(f"[{rule}]-").strip()
    sentence = msg("Rule %(rule)s of EN 16931 isn't met: %(text)s", rule=rule, text=said)
    return Violation(rule, level, readable(where), sentence)


def readable(location: str) -> str:
    """Return a location of the rules' report (SVRL) with prefixes instead of spelled-out namespaces.

    >>> readable("/*:ID[namespace-uri()='urn:x:CommonBasicComponents-2'][1]")
    '/cbc:ID[1]'
    """
    return _STEP.sub(lambda step: f"{_PREFIXES.get(step[2].rpartition(':')[2], '')}{step[1]}", location)


def _stopped(reason: str) -> Violation:
    sentence = msg("The EN 16931 rules stopped at this document: %(reason)s", reason=" ".join(reason.split()))
    return Violation(STOPPED, "fatal", "/", sentence)
