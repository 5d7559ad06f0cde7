"""What changed between two versions of a text."""

from tenants.terms.changes import Piece, changes, only_changed

OLD = "## 1. Who\n\nWe answer within two days.\n\n## 2. Where\n\nIn Finland."


class TestChanges:
    """Paragraph by paragraph, word by word."""

    def test_leave_an_unchanged_text_as_it_is(self) -> None:
        assert not any(block.is_changed for block in changes(OLD, OLD))

    def test_mark_the_words_of_a_paragraph(self) -> None:
        new = OLD.replace("two days", "one day")
        assert list(changes(OLD, new)[1].pieces) == [
            Piece("same", "We answer within"),
            Piece("gone", "two days."),
            Piece("new", "one day."),
        ]

    def test_tell_paragraphs_that_have_little_in_common_as_gone_and_new(self) -> None:
        found = changes("All is free of charge here.", "Prices follow the list that is published.")
        assert [block.pieces[0].kind for block in found] == ["new", "gone"]

    def test_mark_a_new_section_whole(self) -> None:
        found = changes(OLD, f"{OLD}\n\n## 3. When\n\nAlways.")
        assert [(block.kind, block.pieces) for block in found[-2:]] == [
            ("heading", (Piece("new", "3. When"),)),
            ("paragraph", (Piece("new", "Always."),)),
        ]

    def test_keep_each_word_of_both_versions(self) -> None:
        new = "## 1. Who\n\nWe answer soon.\n\nIn Finland and Sweden.\n\n## 4. More\n\nYes."
        for version, gone in ((OLD, "new"), (new, "gone")):
            words = [piece.text for block in changes(OLD, new) for piece in block.pieces if piece.kind != gone]
            assert sorted(" ".join(words).split()) == sorted(version.replace("## ", "").split())


class TestOnlyChanged:
    """What a reader in a hurry reads."""

    def test_keeps_a_changed_paragraph_under_its_heading(self) -> None:
        found = only_changed(changes(OLD, OLD.replace("Finland", "Sweden")))
        assert [block.pieces[0].text for block in found] == ["2. Where", "In"]

    def test_leaves_out_the_heading_before_a_new_section(self) -> None:
        found = only_changed(changes(OLD, f"{OLD}\n\n## 3. When\n\nAlways."))
        assert [block.pieces[0].text for block in found] == ["3. When", "Always."]
