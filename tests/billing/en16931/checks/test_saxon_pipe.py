"""The pipes: a question with a deadline, to a child that answers, hangs or has ended."""

import os
import sys

import pytest

from billing.en16931.checks.saxon_pipe import ChildDied, Pipe, TookTooLong

READY = "import sys, time, os; print('{\"ready\": true}', flush=True); "
ECHO = (
    READY + "n = int(sys.stdin.buffer.readline()); print('{\"got\": %d}' % len(sys.stdin.buffer.read(n)), flush=True)"
)
HANG = READY + "time.sleep(60)"
SECRETS = READY + "sys.stdin.readline(); print('{\"names\": %d}' % ('SAMLA_KEY' in os.environ), flush=True)"


def pipe(program: str) -> Pipe:
    return Pipe((sys.executable, "-c", program))


class TestPipe:
    """A question to a child, with a deadline."""

    def test_sends_a_document_larger_than_the_pipe_holds(self) -> None:
        child = pipe(ECHO)
        assert child.ask(b"x" * 3_000_000, seconds=20) == {"got": 3_000_000}
        assert child.answered == 1
        child.close()

    def test_gives_up_on_a_child_that_reads_nothing(self) -> None:
        child = pipe(HANG)
        with pytest.raises(TookTooLong):
            child.ask(b"x" * 3_000_000, seconds=0.2)
        child.close()

    def test_gives_up_on_a_child_that_says_nothing(self) -> None:
        child = pipe(HANG)
        with pytest.raises(TookTooLong):
            child.ask(b"x", seconds=0.2)
        child.close()

    def test_says_that_a_child_has_ended(self) -> None:
        child = pipe("pass")
        with pytest.raises(ChildDied):
            child.ask(b"x", seconds=20)
        child.close()

    def test_says_that_a_child_has_ended_between_two_questions(self) -> None:
        child = pipe(ECHO)
        child.ask(b"x", seconds=20)
        child._process.wait()
        with pytest.raises(ChildDied):
            child.ask(b"x" * 100_000, seconds=20)
        child.close()

    def test_keeps_secrets_from_the_child(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SAMLA_KEY", "secret")
        child = pipe(SECRETS)
        assert child.ask(b"x", seconds=20) == {"names": 0}
        child.close()

    def test_lets_go_without_ending_the_child(self) -> None:
        child = pipe(HANG)
        child.abandon()
        os.kill(child.pid, 9)
        os.waitpid(child.pid, 0)
