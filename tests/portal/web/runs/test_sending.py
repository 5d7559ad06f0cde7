"""What sending a run brought about, in words."""

from flask import Flask

from billing.delivery.actions import SendResult
from billing.delivery.queries import RunDeliveries
from portal.web.runs.sending import delivery_facts, sent


class TestSent:
    """The sentence after Send."""

    def test_counts_by_channel(self) -> None:
        words, tone = sent(SendResult(queued={"email": 3}, no_way=0, not_rendered=0, already=0))
        assert str(words) == "On their way: 3 by e-mail, 0 as e-invoices."
        assert tone == "good"

    def test_warns_of_what_could_not_leave(self) -> None:
        words, tone = sent(SendResult(queued={"email": 3}, no_way=2, not_rendered=1, already=0))
        assert "3 wait for attention: 2 have no way open, 1 have no document" in str(words)
        assert tone == "warn"

    def test_says_that_nothing_was_left(self) -> None:
        assert sent(SendResult(queued={}, no_way=0, not_rendered=0, already=4))[1] == "info"


class TestDeliveryFacts:
    """How a run's deliveries stand."""

    def test_tell_what_is_never_sent(self, app: Flask) -> None:
        with app.test_request_context():
            rows = delivery_facts(RunDeliveries(issued=3, rendered=3, unsent=0, by_state={}, withheld=3))
        assert [(str(label), count) for label, count in rows] == [("Not sent", "3")]

    def test_are_nothing_before_the_first(self) -> None:
        assert delivery_facts(RunDeliveries(issued=3, rendered=3, unsent=3, by_state={})) == ()

    def test_end_with_what_is_unsent(self, app: Flask) -> None:
        stand = RunDeliveries(issued=5, rendered=5, unsent=1, by_state={("email", "delivered"): 4})
        with app.test_request_context():
            rows = [(str(label), count) for label, count in delivery_facts(stand)]
        assert rows == [("E-mail: Delivered", "4"), ("Unsent", "1")]
