"""The wizard, step by step, as it works without JavaScript."""

import re
from datetime import timedelta

from babel.dates import format_date
from factories.cast import Cast
from factories.forms import post
from factories.invited import invite_one, register_client

from tenants.collaborations.client_page import get_client_page


class TestCollaboration:
    """The wizard."""

    def test_goes_from_no_engagement_to_an_invitation(self, cast: Cast) -> None:
        alice, firm_id, client_id = cast.alice.browser(), cast.kuusi.firm_id, register_client(cast)
        url = f"/f/{firm_id}/clients/{client_id}/collaboration"
        first = alice.get(f"{url}?variant=smart").get_data(as_text=True)
        assert "this client has none yet" in first
        assert re.search(r'aria-disabled="true"[^>]*>\s*Activate', first)
        fields = {"engagement_name": "Laskutus 2026", "members": str(cast.alice.user_id), "variant": "smart"}
        plan = post(alice, f"{url}/engagement", fields, follow_redirects=True)
        assert 'value="smart" checked' in plan.get_data(as_text=True)
        answers = plan.request.args.to_dict() | {"payer": "client", "months": "3", "step": "contact"}
        contact = alice.get(url, query_string=answers).get_data(as_text=True)
        assert 'value="pia@malli.example"' in contact
        changed = {"contact_name": "Pia", "contact_email": "pia2@malli.example", "language": "sv"}
        review = post(alice, f"{url}/contact", answers | changed, follow_redirects=True)
        for words in ("87.00", "EUR", "Laskutus 2026", "pia2@malli.example", "The client: Malli Oy"):
            assert words in review.get_data(as_text=True)
        done = post(alice, url, answers, follow_redirects=True).get_data(as_text=True)
        assert "The invitation is on its way to pia2@malli.example." in done
        assert "Invited" in done

    def test_activates_once_however_often_it_is_clicked(self, cast: Cast) -> None:
        alice, firm_id, client_id = cast.alice.browser(), cast.kuusi.firm_id, register_client(cast)
        url = f"/f/{firm_id}/clients/{client_id}/collaboration"
        fields = {"engagement_name": "Laskutus", "members": str(cast.alice.user_id)}
        made = post(alice, f"{url}/engagement", fields, follow_redirects=True)
        answers = {"engagement": made.request.args["engagement"], "variant": "pro", "payer": "firm", "months": "12"}
        for _ in range(2):
            assert post(alice, url, answers).headers["Location"].endswith(f"/clients/{client_id}")
        with cast.alice.acting(firm=firm_id) as (_, now):
            history = get_client_page(firm_id, client_id, now=now).history
        assert [row.act for row in history].count("client_invited") == 1

    def test_lets_a_later_first_day_be_chosen_and_shows_it(self, cast: Cast) -> None:
        alice, firm_id, client_id = cast.alice.browser(), cast.kuusi.firm_id, register_client(cast)
        url = f"/f/{firm_id}/clients/{client_id}/collaboration"
        fields = {"engagement_name": "Laskutus", "members": str(cast.alice.user_id)}
        made = post(alice, f"{url}/engagement", fields, follow_redirects=True)
        answers = {"engagement": made.request.args["engagement"], "variant": "pro", "payer": "client", "months": "12"}
        with cast.alice.acting() as (_, now):
            day = now.date() + timedelta(days=40)
        for wrong in ("tomorrow", str(now.date() - timedelta(days=2)), str(now.date() + timedelta(days=400))):
            page = alice.get(url, query_string=answers | {"step": "review", "starts_on": wrong})
            assert "at most a year from now" in page.get_data(as_text=True)
        later = answers | {"step": "review", "starts_on": day.isoformat()}
        shown = f"{format_date(day, 'd MMM y', locale='en_GB')}; nothing is charged before"
        assert shown in alice.get(url, query_string=later).get_data(as_text=True)
        assert post(alice, url, later).status_code == 303
        assert format_date(day, "d MMM y", locale="en_GB") in alice.get(f"/f/{firm_id}/clients/{client_id}").get_data(
            as_text=True
        )

    def test_asks_for_the_address_of_a_firm_that_is_to_pay(self, cast: Cast) -> None:
        alice, firm_id, client_id = cast.alice.browser(), cast.kuusi.firm_id, register_client(cast)
        url = f"/f/{firm_id}/clients/{client_id}/collaboration"
        fields = {"engagement_name": "Laskutus", "members": str(cast.alice.user_id)}
        made = post(alice, f"{url}/engagement", fields, follow_redirects=True)
        answers = {"engagement": made.request.args["engagement"], "variant": "pro", "months": "12", "step": "review"}
        asking = f'<a href="/f/{firm_id}/details">Fill in the firm'
        assert asking not in alice.get(url, query_string=answers | {"payer": "client"}).get_data(as_text=True)
        assert asking in alice.get(url, query_string=answers | {"payer": "firm"}).get_data(as_text=True)
        details = {"street": "Kuusitie 1", "postal_code": "00100", "city": "Helsinki", "email": "info@kuusi.example"}
        assert post(alice, f"/f/{firm_id}/details", details).status_code == 303
        assert asking not in alice.get(url, query_string=answers | {"payer": "firm"}).get_data(as_text=True)

    def test_stays_at_the_first_unanswered_step_and_says_what_is_missing(self, cast: Cast) -> None:
        alice, firm_id, client_id = cast.alice.browser(), cast.kuusi.firm_id, register_client(cast)
        url = f"/f/{firm_id}/clients/{client_id}/collaboration"
        fields = {"engagement_name": "Laskutus", "members": str(cast.alice.user_id)}
        made = post(alice, f"{url}/engagement", fields, follow_redirects=True)
        answers = {"engagement": made.request.args["engagement"], "step": "review", "variant": "gold"}
        page = alice.get(url, query_string=answers).get_data(as_text=True)
        assert "2 answers have to be changed" in page
        assert post(alice, url, answers).status_code == 422

    def test_ignores_an_engagement_of_another_client(self, cast: Cast) -> None:
        alice, firm_id, client_id = cast.alice.browser(), cast.kuusi.firm_id, register_client(cast)
        answers = {
            "engagement": str(cast.kuusi.engagement_id),
            "variant": "pro",
            "payer": "firm",
            "months": "12",
        }
        assert post(alice, f"/f/{firm_id}/clients/{client_id}/collaboration", answers).status_code == 422

    def test_tells_a_wrong_address_at_its_field(self, cast: Cast) -> None:
        alice, firm_id, client_id = cast.alice.browser(), cast.kuusi.firm_id, register_client(cast)
        fields = {"contact_name": "Pia", "contact_email": "pia", "language": "fi"}
        answer = post(alice, f"/f/{firm_id}/clients/{client_id}/collaboration/contact", fields)
        assert answer.status_code == 422
        assert 'id="field-contact_email-error"' in answer.get_data(as_text=True)

    def test_gives_way_to_a_collaboration_under_way(self, cast: Cast) -> None:
        invited = invite_one(cast)
        url = f"/f/{cast.kuusi.firm_id}/clients/{invited.client_id}"
        assert cast.alice.browser().get(f"{url}/collaboration").headers["Location"] == url
