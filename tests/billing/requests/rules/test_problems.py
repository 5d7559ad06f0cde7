"""Problems as JSON."""

from billing.requests.rules.problems import problems_from_json, problems_to_json
from tenants.kernel.language import msg
from tenants.kernel.refusals import Problem


class TestProblemsToJson:
    """Out and back."""

    def test_come_back_as_they_were(self) -> None:
        problems = (Problem("lines.1.unit", msg("Unknown unit %(code)s.", code="MUG")), Problem("lines", msg("None.")))
        assert problems_from_json(problems_to_json(problems)) == problems
