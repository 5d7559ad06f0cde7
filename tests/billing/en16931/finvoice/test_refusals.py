"""What is refused, in sentences."""

import pytest

from billing.en16931.finvoice import refusals
from billing.en16931.finvoice.refusals import BrokenMessage, CannotWrite, UnreadableFinvoice
from tenants.kernel.language import LANGUAGES, Language, msg, translate
from tenants.kernel.language.speaking import texts
from tenants.kernel.refusals import Problem


class TestSentences:
    """In the reader's language."""

    @pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
    def test_are_translated_into_every_language(self, language: Language) -> None:
        of_here = [
            one for one in vars(refusals).values() if isinstance(one, type) and issubclass(one, refusals.Invalid)
        ]
        sentences = {(one.__doc__ or "").split("\n")[0] for one in of_here if one.__module__ == refusals.__name__}
        assert sentences <= texts(language).keys()

    def test_say_the_problem_in_the_readers_language_too(self) -> None:
        refusal = BrokenMessage(number=2, line=7, problem=msg("It breaks off before its end."))
        assert (
            translate(refusal.message, "sv") == "Meddelande 2 är skadat på rad 7 i filen: Det bryts av före sitt slut."
        )


class TestCannotWrite:
    """Reasons, each with its field."""

    def test_keeps_every_reason_with_its_field(self) -> None:
        reasons = [Problem("BT-115", msg("One.")), Problem("BT-9", msg("Two."))]
        refusal = CannotWrite(reasons)
        assert [str(reason) for reason in refusal.reasons] == ["One.", "Two."]
        assert [problem.field for problem in refusal.problems] == ["BT-115", "BT-9"]
        assert str(refusal) == "One.\nTwo."


class TestUnreadableFinvoice:
    """One name for them all."""

    def test_covers_every_refusal_of_reading(self) -> None:
        assert all(
            issubclass(one, UnreadableFinvoice)
            for one in vars(refusals).values()
            if isinstance(one, type) and one.__module__ == refusals.__name__ and one is not CannotWrite
        )
