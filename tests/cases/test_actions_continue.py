"""Continue: from the form, beside a list, and who comes next."""

import re

from tests.cases.case_states import decided, toast


def test_continue_from_the_form_saves_and_sends_the_case_on_once(wendy, office, sandbox):
    app_uid = office.bob.start("Apply for leave", {"employee": "Bob Tanner", "days": 3})
    office.bob.route(app_uid)
    office.wendy.claim(app_uid, 2)
    page = wendy.get(f"/cases/{app_uid}/2/form/").content.decode()
    names = dict(re.findall(r'name="(form-[\w-]+)"[^>]*value="([^"]*)"', page))
    data = {
        **names,
        "form-decision": "approve",
        "go": "continue",
        "submit_key": "leave-leave-leave",
    }

    first = wendy.post(f"/cases/{app_uid}/2/form/", data)
    second = wendy.post(f"/cases/{app_uid}/2/form/", data)

    assert first.status_code == second.status_code == 302, first.content.decode()
    routed = [one for one in sandbox.ledger() if one["path"].endswith("route-case")]
    assert [one["case"] for one in routed].count(app_uid) == 2
    shown = wendy.get(second["Location"]).content.decode()
    assert "The case goes on" in shown


def test_continue_opens_the_step_that_still_asks_for_something(wendy, office):
    app_uid = office.purchase()
    page = wendy.get(f"/cases/{app_uid}/1/form/").content.decode()

    assert 'form="dynaform"' in page
    assert 'value="continue"' in page


def test_who_comes_next_is_told_to_who_can_continue(wendy, silvia, office):
    app_uid, index = decided(office)
    url = f"/cases/{app_uid}/{index}/next/"

    assert f'hx-get="{url}"' in wendy.get(f"/cases/{app_uid}/{index}/data/").content.decode()
    assert f'hx-get="{url}"' not in silvia.get(f"/cases/{app_uid}/{index}/data/").content.decode()
    assert "Enter in calendar" in wendy.get(url).content.decode()
    assert "Enter in calendar" not in silvia.get(url).content.decode()


def test_nobody_is_named_where_the_server_does_not_tell(wendy, office, sandbox):
    app_uid, index = decided(office)
    sandbox.fault("error_500_empty", path="/light/task/*", method="GET", times=2)

    answer = wendy.get(f"/cases/{app_uid}/{index}/next/")

    assert answer.status_code == 200
    assert "Next:" not in answer.content.decode()


def test_beside_a_list_a_form_that_asks_for_something_is_opened(wendy, office):
    app_uid = office.purchase()
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/cases/draft/"}

    answer = wendy.post(
        f"/cases/{app_uid}/1/do/route/", {"submit_key": "beside-a-list-beside"}, headers=headers
    )

    assert answer["HX-Redirect"].startswith(f"/cases/{app_uid}/1/form/")
    page = wendy.get(answer["HX-Redirect"]).content.decode()
    assert "still asks for" in toast(page)[1]
