"""Chunks of a run."""

from random import Random

from billing.runs.rules.chunking import chunked


class TestChunked:
    """`chunked`."""

    def test_fills_one_chunk_after_the_other(self) -> None:
        assert chunked(range(7), {}, 3) == ((0, 1, 2), (3, 4, 5), (6,))
        assert chunked((), {}, 3) == ()

    def test_lets_a_chunk_grow_where_more_belong_together(self) -> None:
        assert chunked(range(5), dict.fromkeys((1, 2, 3, 4), "Savi"), 2) == ((0,), (1, 2, 3, 4))

    def test_never_tears_apart_what_belongs_together_and_loses_nothing(self) -> None:
        rng = Random(7)  # noqa: S311  reproducible, not secret
        for _round in range(50):
            requests = list(range(rng.randrange(1, 60)))
            together = {one: rng.randrange(8) for one in requests if rng.random() < 0.5}
            chunks = chunked(requests, together, rng.randrange(1, 12))
            assert sorted(one for chunk in chunks for one in chunk) == requests
            for customer in set(together.values()):
                assert sum(any(together.get(one) == customer for one in chunk) for chunk in chunks) == 1
