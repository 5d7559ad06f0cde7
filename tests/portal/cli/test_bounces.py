"""The command `samla bounces`, as a mail server calls it."""

from uuid import uuid4

import pytest
from click.testing import CliRunner
from factories.cast import Cast
from factories.installation import Installation, installation_config
from factories.issued import BY_EMAIL, rendered

from billing.delivery.actions import Way, resend
from portal.app import create_app
from portal.cli import bounces
from tenants.kernel.db import db
from tenants.kernel.ids import DeliveryId

REPORT = """\
To: laskut+{token}@kuusi.example
Content-Type: multipart/report; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; talous@matkailu.example
Action: failed
Status: 5.1.1
--b--
"""


@pytest.fixture
def delivery_id(cast: Cast, installation: Installation, database: str, monkeypatch: pytest.MonkeyPatch) -> DeliveryId:
    """Return a mail that nobody knows the outcome of; the command works on the test's database."""
    # The command's own start refuses a database without forced writes, which is what tests run on.
    monkeypatch.setattr(bounces, "ready_app", lambda: create_app(installation_config(installation, database)))
    where = cast.kuusi.workspace_id
    (invoice_id,) = rendered(cast.alice, where, [BY_EMAIL])
    with cast.alice.acting(in_=where) as (actor, now):
        delivery_id = resend(actor, where, invoice_id, Way("email"), now=now)
    with cast.alice.acting(in_=where):
        db.session.execute(db.text("update delivery set state = 'handed_over'"))
    return delivery_id


class TestBounces:
    """`samla bounces`."""

    def test_marks_the_mail_that_standard_input_tells_of(self, delivery_id: DeliveryId) -> None:
        result = CliRunner().invoke(bounces.bounces, ["-"], input=REPORT.format(token=delivery_id.hex))
        assert (result.exit_code, result.output) == (0, f"bounced: {delivery_id.hex}\n")

    def test_refuses_a_token_that_is_not_ours(self, delivery_id: DeliveryId) -> None:
        token = uuid4().hex
        result = CliRunner().invoke(bounces.bounces, ["-"], input=REPORT.format(token=token))
        assert (result.exit_code, result.output) == (1, f"No mail of ours has the token {token}.\n")
        assert delivery_id.hex != token

    def test_refuses_what_is_no_notification(self) -> None:
        result = CliRunner().invoke(bounces.bounces, ["-"], input="Subject: Hello\n\nHow are you?\n")
        assert result.exit_code == 1
        assert "no delivery status notification" in result.output
