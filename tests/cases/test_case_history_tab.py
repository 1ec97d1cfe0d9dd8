"""The history tab: the process map and the turns."""

import re

import pytest


def test_the_map_shows_done_current_and_coming_tasks(wendy, office):
    shown = wendy.get(f"/cases/{office.split_purchase()}/history/").content.decode()
    boxes = re.findall(r'<rect class="nd (\w+)"[^>]*/><text[^>]*>([^<]+)</text>', shown)
    classes = {name: state for state, name in boxes}
    assert classes["Request purchase"] == "done"
    assert classes["Check budget"] == "held"
    assert classes["Check stock"] == "open"
    assert classes["Approve purchase"] == "coming"
    assert "1 task done, 1 in progress, 1 waiting, 2 not reached" in shown


def test_the_same_stands_in_a_list(wendy, office):
    shown = wendy.get(f"/cases/{office.purchase()}/1/history/").content.decode()
    listed = shown.partition("The same as a list")[2].partition("</details>")[0]
    assert re.sub(r"<[^>]+>", "", listed).count("not reached") == 4
    assert "yours" in listed


def test_the_timeline_has_a_turn_for_each_delegation_newest_first(wendy, office):
    shown = wendy.get(f"/cases/{office.split_purchase()}/history/").content.decode()
    turns = re.findall(r"<h3><bdi>([^<]+)</bdi> <span class=\"dim\">([^<]+)</span>", shown)
    assert turns[-1] == ("Request purchase", "finished")
    assert {title for title, _ in turns[:2]} == {"Check budget", "Check stock"}


def test_without_a_diagram_a_chain_is_drawn(wendy, office, sandbox):
    app_uid = office.purchase()
    sandbox.fault("error_500_null", path="/project/*")
    shown = wendy.get(f"/cases/{app_uid}/1/history/").content.decode()
    assert shown.count('<rect class="nd') == 5


def test_the_map_has_no_style_or_script(wendy, office):
    shown = wendy.get(f"/cases/{office.purchase()}/1/history/").content.decode()
    map_ = shown.partition("<svg viewBox")[2]
    assert "style=" not in map_
    assert "onload" not in map_


@pytest.fixture
def onboarding(sandbox, office) -> str:
    """The case of the demo office with a sub-process."""
    sandbox.reset()
    rows = office.admin.call("GET", "/cases/advanced-search?app_status=TO_DO")
    found = [row for row in rows if row["app_pro_title"] == "Onboarding"]
    return str(max(found, key=lambda row: int(row["app_number"]))["app_uid"])


def test_sub_processes_are_listed_with_their_state(onboarding, silvia):
    shown = silvia.get(f"/cases/{onboarding}/history/").content.decode()
    below = shown.partition('id="below-title"')[2].partition("</section>")[0]
    assert "Purchase order" in below
    assert re.search(r'<a href="/cases/[0-9a-f]{32}/">\d+, <bdi>[^<]+</bdi></a>', below)


def test_sub_processes_that_cannot_be_read_are_not_passed_over(onboarding, silvia, sandbox):
    sandbox.fault("error_500_empty", path="/cases/*/sub-process-cases")
    shown = silvia.get(f"/cases/{onboarding}/history/").content.decode()
    assert "Whether this case has sub-processes could not be read." in shown
    assert "What happened" in shown


def test_most_cases_have_none(wendy, office):
    shown = wendy.get(f"/cases/{office.purchase()}/1/history/").content.decode()
    assert "ub-process" not in shown
