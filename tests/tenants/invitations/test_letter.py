"""The mail that invites a client's contact."""

from datetime import date

import pytest

from tenants.invitations.letter import Invitation, accepted_letter, invitation_letter
from tenants.kernel.language import LANGUAGES, Language

TOLD = Invitation(
    firm="Tilitoimisto Kuusi Oy",
    inviter="Alice",
    company="Malli Oy",
    name="Pia",
    link="https://samla.example/invitation/secret",
    until=date(2026, 12, 6),
)


class TestInvitationLetter:
    """The invitation in each language."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_says_who_invites_whom_and_carries_the_link_on_a_line_of_its_own(self, language: Language) -> None:
        letter = invitation_letter(TOLD, language)
        assert TOLD.link in letter.text.splitlines()
        for words in ("Tilitoimisto Kuusi Oy", "Malli Oy", "Pia", "Alice", "2026"):
            assert words in letter.text
        assert "Malli Oy" in letter.subject
        assert "%(" not in letter.text + letter.subject

    def test_is_written_in_the_contacts_language(self) -> None:
        assert len({invitation_letter(TOLD, language).text for language in LANGUAGES}) == len(LANGUAGES)
        assert "6. joulukuuta 2026" in invitation_letter(TOLD, "fi").text


class TestAcceptedLetter:
    """The news to the firm."""

    def test_names_the_company_and_leads_to_it(self) -> None:
        letter = accepted_letter("Malli Oy", "https://samla.example/w/1", "sv")
        assert "Malli Oy" in letter.subject
        assert "https://samla.example/w/1" in letter.text.splitlines()
