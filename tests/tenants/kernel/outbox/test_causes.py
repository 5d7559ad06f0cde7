"""Why a task was given up."""

from tenants.kernel.language import msg
from tenants.kernel.outbox.causes import FAULT, INTERRUPTED, cause_of, kept_of
from tenants.kernel.refusals import Conflict, InvalidFields, Problem


class Full(Conflict):
    """The series %(prefix)s is full."""


class TestCauseOf:
    """`cause_of` of what `kept_of` keeps."""

    def test_is_the_sentence_of_a_refusal(self) -> None:
        assert str(cause_of(kept_of(Full(prefix="10")))) == "The series 10 is full."

    def test_is_the_first_of_several_problems(self) -> None:
        refusal = InvalidFields([Problem("due_on", msg("Choose a day.")), Problem("vat", msg("Choose a rate."))])
        assert cause_of(kept_of(refusal)) == msg("Choose a day.")

    def test_keeps_the_words_of_a_fault_for_the_log_alone(self) -> None:
        kept = kept_of(ValueError("x" * 2000))
        assert kept.startswith("ValueError: xxx")
        assert len(kept) == 1000
        assert cause_of(kept) == FAULT
        assert cause_of("[1]") == FAULT

    def test_tells_of_workers_that_never_came_to_say_anything(self) -> None:
        assert cause_of(None) == cause_of("the worker died") == INTERRUPTED
