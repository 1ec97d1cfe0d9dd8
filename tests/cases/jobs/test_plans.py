"""Plans without a server: who gets what, what a pasted list means, what a report may hold."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from cases.jobs.creation import NUMBERS_AT_MOST, case_numbers
from cases.jobs.operations import OPERATIONS
from cases.jobs.planning import Planning
from cases.jobs.report import report_lines
from cases.models import Job, JobItem
from processmaker.errors import ServerFault
from processmaker.models import CaseRow, CaseStatus

SILVIA, WENDY, BOB = "5" * 32, "3" * 32, "b" * 32
POOLS = {"open": {SILVIA, WENDY, BOB}, "narrow": {WENDY}}


def users_to_reassign(task_uid: str) -> list[SimpleNamespace]:
    """The server's answer for a task; it knows no other tasks."""
    if task_uid not in POOLS:
        raise ServerFault("no such task")
    return [SimpleNamespace(uid=uid) for uid in POOLS[task_uid]]


ACTOR = SimpleNamespace(
    me=SimpleNamespace(uid=SILVIA),
    pm=SimpleNamespace(light=SimpleNamespace(users_to_reassign=users_to_reassign)),
)


def planning(params: dict, selection: dict | None = None) -> Planning:
    return Planning(Job(params=params, selection=selection or {}), ACTOR)


def spread(by: str, selection: dict | None = None, **loads: int) -> Planning:
    targets = [
        {"uid": uid, "name": name, "open": loads.get(name, 0)}
        for name, uid in (("silvia", SILVIA), ("wendy", WENDY), ("bob", BOB))
    ]
    return planning({"targets": targets, "by": by}, selection)


def names(plan: Planning, count: int, task: str = "open") -> list[str]:
    chosen = [plan.next_target(task) for _ in range(count)]
    return [target.name for target in chosen if target]


def test_in_turn() -> None:
    assert names(spread("turn"), 5) == ["silvia", "wendy", "bob", "silvia", "wendy"]


def test_by_load() -> None:
    assert names(spread("load", silvia=4, wendy=1, bob=2), 4) == ["wendy", "wendy", "bob", "wendy"]


def test_the_next_slice_goes_on_where_the_last_one_was() -> None:
    first = spread("turn")
    names(first, 2)
    again = spread("turn", {"spread": first.remember()})
    assert names(again, 1) == ["bob"]


def test_only_who_may_have_the_task_gets_it() -> None:
    assert names(spread("turn"), 2, "narrow") == ["silvia", "wendy"]
    nobody = planning({"targets": [{"uid": BOB, "name": "bob"}], "by": "turn"})
    assert nobody.next_target("narrow") is None


def test_where_the_server_does_not_tell_the_write_finds_out() -> None:
    assert planning({}).is_eligible("unknown", BOB)


def row(**more: object) -> CaseRow:
    given = {"app_uid": "c" * 32, "del_index": 2, "number": 7, "status": CaseStatus.TO_DO}
    return CaseRow(**{**given, "user_uid": WENDY, "task_uid": "open", **more})


@pytest.mark.parametrize(
    ("operation", "changed", "why_not"),
    [
        ("reassign", {}, ""),
        ("reassign", {"user_uid": BOB}, "already_there"),
        ("reassign", {"user_uid": ""}, "is_unclaimed"),
        ("reassign", {"paused": True}, "is_paused"),
        ("reassign", {"task_uid": "narrow"}, "target_not_eligible"),
        ("reassign", {"status": CaseStatus.COMPLETED}, "is_completed"),
        ("assign", {"user_uid": ""}, ""),
        ("assign", {}, "taken_already"),
        ("pause", {}, ""),
        ("pause", {"paused": True}, "is_paused"),
        ("unpause", {}, "not_paused"),
        ("unpause", {"paused": True}, ""),
        ("cancel", {"status": CaseStatus.DRAFT}, "is_draft"),
        ("cancel", {"status": CaseStatus.CANCELLED}, "is_cancelled"),
        ("delete", {}, "not_draft"),
        ("delete", {"status": CaseStatus.DRAFT}, ""),
        ("route", {}, "not_yours"),
        ("route", {"user_uid": SILVIA}, ""),
        ("trigger", {"user_uid": SILVIA, "paused": True}, "is_paused"),
        ("generate", {}, "not_yours"),
        ("variable", {"user_uid": ""}, "is_unclaimed"),
        ("note", {"status": CaseStatus.COMPLETED}, ""),
    ],
)
def test_what_a_plan_says(operation: str, changed: dict, why_not: str) -> None:
    plan = planning({"target_uid": BOB, "target_name": "Bob"})
    assert OPERATIONS[operation].plan(plan, row(**changed), JobItem()) == why_not


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1, 2, 3", [1, 2, 3]),
        ("#17\n#18\n17", [17, 18]),
        ("Case,Title\n17,Laptop 4\n18,Desk", [17, 18]),
        ("number;who\r\n5;Bob\r\n", [5]),
        ("\ufeff12\n13", [12, 13]),
    ],
)
def test_case_numbers(text: str, numbers: list[int]) -> None:
    assert case_numbers(text) == numbers


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "No case number"),
        ("17\nseventeen", "Line 2"),
        ("\n".join(map(str, range(NUMBERS_AT_MOST + 1))), "at once"),
    ],
)
def test_a_list_without_sense_is_refused(text: str, fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        case_numbers(text)


@pytest.mark.django_db
def test_a_report_holds_no_formula() -> None:
    job = Job.objects.create(operation="note", server="s", owner_uid=SILVIA, owner_name="Silvia")
    JobItem.objects.create(job=job, app_uid="c" * 32, del_index=1, title='=HYPERLINK("x")')
    assert "'=HYPERLINK" in "".join(report_lines(job))
