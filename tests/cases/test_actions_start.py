"""Starting a case over HTTP: what is offered, what is started, once."""

import html
import re

from tests.cases.case_states import toast


def task(page: str, title: str) -> dict[str, str]:
    """The hidden fields of the form that starts the process called like this."""
    found = next(part for part in page.split("<li>")[1:] if title in part)
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', found.split("<form", 1)[1]))


def test_what_i_may_start_stands_by_category(wendy):
    page = html.unescape(wendy.get("/cases/start/").content.decode())

    assert "Request purchase" in page
    assert "Purchas" in page
    assert '<h2 class="h" id="group-1">' in page


def test_the_search_finds_words_and_says_when_nothing_fits(wendy):
    found = wendy.get("/cases/start/?q=leave").content.decode()
    nothing = wendy.get("/cases/start/?q=zzzz").content.decode()

    assert "Apply for leave" in found
    assert "Request purchase" not in found
    assert "No process matches" in nothing


def test_a_started_case_opens_with_its_form_and_leads_the_list_next_time(wendy):
    fields = task(wendy.get("/cases/start/").content.decode(), "Request purchase")

    answer = wendy.post("/cases/start/", fields)

    assert re.fullmatch(r"/cases/[0-9a-f]{32}/1/form/\?list=draft", answer["Location"])
    page = wendy.get(answer["Location"]).content.decode()
    assert 'id="dynaform"' in page
    assert toast(page)[0] == "success"
    again = wendy.get("/cases/start/").content.decode()
    assert "Recently started" in again
    assert again.index("Recently started") < again.index("Request purchase")


def test_the_same_form_twice_starts_one_case(wendy, sandbox):
    fields = task(wendy.get("/cases/start/").content.decode(), "Request purchase")
    before = len(sandbox.ledger())

    first, second = wendy.post("/cases/start/", fields), wendy.post("/cases/start/", fields)

    assert first["Location"] == second["Location"]
    assert len(sandbox.ledger()) == before + 1


def test_first_values_stand_in_the_case(wendy, office):
    fields = task(wendy.get("/cases/start/").content.decode(), "Request purchase")

    answer = wendy.post("/cases/start/", fields | {"values": "what = Chairs\n\namount = 250"})

    app_uid = answer["Location"].split("/")[2]
    held = office.wendy.call("GET", f"/cases/{app_uid}/variables")
    assert (held["what"], held["amount"]) == ("Chairs", "250")


def test_a_line_that_is_no_value_is_named_and_kept(wendy):
    fields = task(wendy.get("/cases/start/").content.decode(), "Request purchase")

    answer = wendy.post("/cases/start/", fields | {"values": "what = Chairs\njust words"})

    assert answer.status_code == 422
    assert "Line 2:" in answer.content.decode()
    assert "just words" in answer.content.decode()


def test_only_those_who_know_the_people_start_for_others(wendy, admin):
    fields = task(admin.get("/cases/start/").content.decode(), "Request purchase")
    asked = f"/cases/start/?task={fields['task_uid']}"

    assert "In the name of" in admin.get(asked).content.decode()
    assert "In the name of" not in wendy.get(asked).content.decode()


def test_a_person_without_the_permission_sends_nothing_for_another(wendy, admin, sandbox):
    page = admin.get("/cases/start/").content.decode()
    fields = task(page, "Request purchase")
    options = admin.get(f"/cases/start/?task={fields['task_uid']}").content.decode()
    other = re.findall(r'<option value="([0-9a-f]{32})">', options)[0]
    before = len(sandbox.ledger())

    answer = wendy.post(
        "/cases/start/", fields | {"user_uid": other, "submit_key": "a-key-of-wendy-s"}
    )

    assert answer.status_code == 403
    assert len(sandbox.ledger()) == before
