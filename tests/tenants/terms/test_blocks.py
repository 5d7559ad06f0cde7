"""Legal texts as headings and paragraphs."""

from tenants.terms.blocks import Block, blocks


class TestBlocks:
    """A text in pieces."""

    def test_keep_markup_as_plain_text(self) -> None:
        assert blocks("<b>One</b>") == (Block("paragraph", "<b>One</b>"),)

    def test_join_the_lines_of_a_paragraph_and_drop_empty_ones(self) -> None:
        text = "## 1. A\r\n\r\n\r\n\r\nOne\r\ntwo.\r\n"
        assert blocks(text) == (Block("heading", "1. A"), Block("paragraph", "One two."))
