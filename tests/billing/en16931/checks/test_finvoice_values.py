"""Every plain element of the blocks has a kind, and every kind is known."""

from billing.en16931.checks.finvoice_blocks import BLOCKS, OPEN, block_of
from billing.en16931.checks.finvoice_kinds import kind_named
from billing.en16931.checks.finvoice_values import KIND_OF


class TestKindOf:
    """The kind of each element."""

    def test_has_a_kind_for_each_element_that_is_no_block(self) -> None:
        plain = {name for parent, block in BLOCKS.items() for name in block if block_of(parent, name) is None}
        assert plain - OPEN == set(KIND_OF)

    def test_uses_known_kinds_only(self) -> None:
        assert all(kind_named(name) for name in KIND_OF.values())
