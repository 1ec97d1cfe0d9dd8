"""The demo world and its seeded cases, as a front end meets them."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sandbox.dates import Clock
from sandbox.engine.store import Store
from sandbox.world.compose import demo_world
from sandbox.world.loader import World, load_world
from sandbox.world.seed import seed_cases
from tests.contract.server import running_sandbox
from tests.sandbox.office import Office

CASES = 300
ZONE = ZoneInfo("America/New_York")
CONTROLS = {
    "text", "textarea", "dropdown", "suggest", "radio", "checkbox", "checkgroup", "datetime",
    "file", "multipleFile", "grid", "hidden", "title", "subtitle", "label", "link", "image",
    "panel", "button", "submit",
}  # fmt: skip


@pytest.fixture(scope="module")
def demo() -> Iterator[Office]:
    with running_sandbox("--cases", str(CASES)) as url:
        yield Office(url)


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(json.dumps(demo_world()))


def rows(demo: Office, user: str, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = demo.get(user, f"/cases{name}/paged")["data"]
    return found


def test_everybody_finds_work(demo: Office) -> None:
    counts = {name: len(rows(demo, "wendy", name)) for name in ("", "/draft", "/paused")}
    assert counts == {"": 45, "/draft": 3, "/paused": 5}
    assert 8 <= len(rows(demo, "wendy", "/unassigned")) <= 16
    for user in ("silvia", "bob", "mary"):
        assert len(rows(demo, user, "")) > 10
    review = demo.get("silvia", "/extrarest/cases/review")
    assert 120 < len({row["APP_UID"] for row in review}) < 200


def test_something_is_late_at_risk_due_today_due_later_and_unread(demo: Office) -> None:
    now = datetime.now(ZONE)
    found: Counter[str] = Counter()
    for row in rows(demo, "wendy", ""):
        due, risk = (_moment(row[key]) for key in ("del_task_due_date", "del_risk_date"))
        found["late"] += due < now
        found["at risk"] += risk < now < due
        found["later"] += due > now + timedelta(days=2)
        found["soon"] += now < due < now + timedelta(hours=14)
        found["unread"] += row["del_init_date"] is None
        found["important"] += row["del_priority"] in ("HIGH", "VERY HIGH")
    assert all(found[kind] > 1 for kind in ("late", "at risk", "later", "soon", "unread"))
    assert found["important"] > 0


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=ZONE)


def test_every_state_is_there(demo: Office) -> None:
    search = rows(demo, "admin", "/advanced-search")
    states = Counter(row["app_status"] for row in search)
    assert set(states) == {"DRAFT", "TO_DO", "COMPLETED", "CANCELLED"}
    assert len({row["app_pro_title"] for row in search}) == 5
    assert {row["del_thread_status"] for row in search} == {"OPEN", "PAUSED", "CLOSED"}


def test_titles_are_hard_on_careless_pages(demo: Office) -> None:
    titles = " ".join(row["app_title"] for row in rows(demo, "admin", "/advanced-search"))
    assert any("\u0590" <= letter <= "\u06ff" for letter in titles)
    assert any(ord(letter) > 0x1F000 for letter in titles)
    assert "<b>" in titles
    assert '"' in titles


def test_seeded_cases_can_be_opened_worked_and_routed(demo: Office) -> None:
    row = next(row for row in rows(demo, "wendy", "") if row["app_tas_title"] == "Answer customer")
    case, index = row["app_uid"], row["del_index"]
    values = demo.get("wendy", f"/cases/{case}/variables")
    assert values["customer"] in row["app_title"]
    demo.put("wendy", f"/cases/{case}/route-case", {"del_index": index})
    assert demo.get("wendy", f"/cases/{case}")["app_status"] == "COMPLETED"
    assert demo.ledger()[-1]["case"] == case


def test_documents_and_notes_are_there_and_open(demo: Office) -> None:
    found: dict[str, str] = {}
    for row in rows(demo, "wendy", "/participated"):
        for document in demo.get("wendy", f"/cases/{row['app_uid']}/input-documents"):
            path = f"/cases/{row['app_uid']}/input-document/{document['app_doc_uid']}/file"
            answer = demo.call("wendy", "GET", path)
            found[answer.headers["content-type"]] = answer.content[:4].decode("latin-1")
    assert found["application/pdf"] == "%PDF"
    assert found["image/png"] == "\x89PNG"
    notes = [demo.get("wendy", f"/cases/{row['app_uid']}/notes") for row in rows(demo, "wendy", "")]
    assert any(notes)


def test_forms_have_every_control_and_their_options_come_from_tables(
    demo: Office, world: World
) -> None:
    kinds = {
        cell.get("type")
        for process in world.processes.values()
        for form in process.dynaforms
        for row in form.content["items"][0]["items"]
        for cell in row
    }
    assert kinds >= CONTROLS
    for process in world.processes.values():
        for form in demo.get("wendy", f"/light/project/{process.uid}/dynaforms"):
            for row in form["formContent"]["items"][0]["items"]:
                for cell in row:
                    if cell.get("sql") and cell["type"] == "dropdown" and "@" not in cell["sql"]:
                        assert cell["optionsSql"], cell["name"]


def test_a_dependent_field_asks_with_the_value_of_the_other(demo: Office, world: World) -> None:
    process = next(p for p in world.processes.values() if p.title == "Customer complaint")
    form = next(form for form in process.dynaforms if form.title == "Complaint")
    path = f"/project/{process.uid}/process-variable/city/execute-query"
    body = {"dyn_uid": form.uid, "field_id": "city", "country": "GB"}
    answer = demo.call("wendy", "POST", path, json=body)
    assert [option["value"] for option in answer.json()] == ["Bristol", "Leeds", "Sheffield"]
    nothing = demo.call("wendy", "POST", path, json=body | {"country": "' OR 1=1 --"})
    assert nothing.json() == []


def test_suggestions_look_into_the_label(demo: Office, world: World) -> None:
    process = next(p for p in world.processes.values() if p.title == "Purchase order")
    form = next(form for form in process.dynaforms if form.title == "Purchase request")
    path = f"/project/{process.uid}/process-variable/supplier/execute-query-suggest"
    body = {"dyn_uid": form.uid, "field_id": "supplier", "filter": "o'ne"}
    assert demo.call("wendy", "POST", path, json=body).json() == [
        {"value": "3", "text": "O'Neil Catering"}
    ]


def test_every_flow_of_a_diagram_joins_two_drawn_elements(world: World) -> None:
    for process in world.processes.values():
        drawn = process.diagram
        uids = {item["act_uid"] for item in drawn["activities"]}
        uids |= {item["evn_uid"] for item in drawn["events"]}
        uids |= {item["gat_uid"] for item in drawn["gateways"]}
        for flow in drawn["flows"]:
            assert {flow["flo_element_origin"], flow["flo_element_dest"]} <= uids


@pytest.mark.parametrize("count", [0, 1, 2, 11, 700])
def test_any_number_of_cases_can_be_seeded(world: World, count: int) -> None:
    store = Store()
    seed_cases(world, store, Clock("UTC"), count)
    assert sorted(store.by_number) == list(range(1, count + 1))
    now = Clock("UTC").now()
    for case in store.cases.values():
        assert case.delegations
        assert all(item.delegated_at <= now for item in case.delegations)
        assert bool(case.open_delegations()) == (case.status in ("DRAFT", "TO_DO"))


def test_the_same_count_gives_the_same_cases(world: World) -> None:
    titles = []
    for _ in range(2):
        store = Store()
        seed_cases(world, store, Clock("UTC"), 40)
        titles.append([(case.uid, case.title) for case in store.cases.values()])
    assert titles[0] == titles[1]
