"""Header, timeline and map of a case from what ProcessMaker answers."""

from datetime import UTC, datetime, timedelta

import pytest

from cases.case_page.case_map import read_map
from cases.case_page.header import TaskHold, read_header
from cases.case_page.process_map import TaskState
from cases.case_page.timeline import EventState, read_timeline, time_spent
from processmaker.models import Case, CaseStatus, CaseTask, CurrentTask, Delegation, Project
from processmaker.models.case import Route, RouteTarget
from processmaker.models.process import Activity, Diagram, Event, Flow
from processmaker.models.words import ThreadStatus

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ME, BOB = "a" * 32, "b" * 32


def hours(count):
    return NOON + timedelta(hours=count)


def current(index, uid, user=ME, status=ThreadStatus.OPEN):
    return CurrentTask(
        task_uid=uid,
        del_index=index,
        user_uid=user,
        user_name={ME: "Wendy Marsh", BOB: "Bob Tanner"}.get(user, ""),
        thread_status=status,
        due_at=hours(24),
    )


def task(uid, *turns, to=(), start=False):
    route = Route(to=tuple(RouteTarget(task_uid=target) for target in to))
    return CaseTask(task_uid=uid, title=uid.title(), is_start=start, delegations=turns, route=route)


def turn(index, user=ME, opened=0, finished=None, due=24):
    return Delegation(
        del_index=index,
        user_uid=user,
        first_name={ME: "Wendy", BOB: "Bob"}.get(user, ""),
        opened_at=None if opened is None else hours(opened),
        due_at=hours(due),
        finished_at=None if finished is None else hours(finished),
    )


def case(*current_tasks, status=CaseStatus.TO_DO, title="Purchase #7"):
    return Case(app_uid="c" * 32, number=7, title=title, status=status, current_tasks=current_tasks)


REGISTER = task("register", turn(1, finished=3), to=("stock", "money"), start=True)


def side_by_side():
    """Stock is mine, money is paused by Bob, approval has not come."""
    tasks = (
        task("approve", to=("-1",)),
        REGISTER,
        task("stock", turn(2), to=("approve",)),
        task("money", turn(3, BOB, finished=5), to=("approve",)),
    )
    return case(current(3, "money", BOB, ThreadStatus.PAUSED), current(2, "stock")), tasks


def header_of(opened, tasks, del_index=None):
    return read_header(opened, tasks, ME, del_index)


def test_parallel_tasks_are_all_shown_with_titles_of_the_process():
    header = header_of(*side_by_side())
    assert [(one.title, one.hold, one.here) for one in header.tasks] == [
        ("Stock", TaskHold.OPEN, True),
        ("Money", TaskHold.PAUSED, False),
    ]
    assert header.notice is None
    assert header.state.label == "Open"


def test_the_address_decides_where_one_is():
    header = header_of(*side_by_side(), del_index=3)
    assert header.here.title == "Money"


def test_a_finished_index_says_that_the_task_went_on():
    header = header_of(*side_by_side(), del_index=1)
    assert header.here is None
    assert "is finished or went to somebody else" in str(header.notice.text)


@pytest.mark.parametrize(
    ("opened", "state", "words"),
    [
        (case(status=CaseStatus.COMPLETED), "Completed", "is completed"),
        (case(status=CaseStatus.CANCELLED), "Cancelled", "was cancelled"),
        (case(current(2, "stock", BOB, ThreadStatus.PAUSED)), "Paused", "is paused"),
        (case(current(1, "register"), status=CaseStatus.DRAFT), "Draft", "is a draft"),
        (case(), "Open", "No task of this case is open"),
    ],
)
def test_every_state_says_what_it_means(opened, state, words):
    header = header_of(opened, ())
    assert header.state.label == state
    assert words in str(header.notice.text)


def test_an_unclaimed_task_waits_for_nobody_in_particular():
    (open_task,) = header_of(case(current(2, "stock", user="")), ()).tasks
    assert (open_task.hold, open_task.mine) == (TaskHold.UNCLAIMED, False)


def test_a_case_without_title_shows_its_number():
    assert header_of(case(title=""), ()).title == "# 7"


def events_of(opened, tasks):
    return read_timeline(tasks, header_of(opened, tasks).tasks, ME)


def test_the_timeline_is_newest_first_and_a_paused_task_is_not_finished():
    events = events_of(*side_by_side())
    assert [(event.del_index, event.state) for event in events] == [
        (3, EventState.PAUSED),
        (2, EventState.OPEN),
        (1, EventState.FINISHED),
    ]
    assert events[0].finished_at is None
    assert events[2].took == timedelta(hours=3)


def test_a_reassigned_turn_is_passed_on_and_counted_once():
    tasks = (
        task("stock", turn(2, BOB, finished=1), turn(3, opened=None)),
        task("stock", turn(2, BOB, finished=1), turn(3, opened=None)),
    )
    events = events_of(case(current(3, "stock")), tasks)
    assert [event.state for event in events] == [EventState.OPEN, EventState.PASSED_ON]
    assert events[1].holder == "Bob"


def test_a_turn_of_a_cancelled_case_ended_without_being_finished():
    (event,) = events_of(case(status=CaseStatus.CANCELLED), (task("stock", turn(1)),))
    assert event.state is EventState.ENDED


def test_late_turns_say_by_how_much():
    (event,) = events_of(case(), (task("stock", turn(1, finished=30)),))
    assert event.late_by == timedelta(hours=6)


def test_time_spent_adds_the_turns_of_a_task_and_compares_with_the_longest():
    tasks = (task("a", turn(1, finished=1), turn(3, finished=2)), task("b", turn(2, finished=6)))
    spent = time_spent(events_of(case(), tasks))
    assert [(row.title, row.took, row.percent) for row in spent] == [
        ("A", timedelta(hours=3), 50),
        ("B", timedelta(hours=6), 100),
    ]
    assert time_spent(()) == ()


def map_of(opened, tasks, project=None):
    completed = opened.status is CaseStatus.COMPLETED
    return read_map(project, tasks, events_of(opened, tasks), completed=completed)


def test_without_a_diagram_the_routes_give_a_chain_with_the_same_states():
    drawn = map_of(*side_by_side())
    states = {item.shape.uid: item.state for item in drawn.drawing.shapes}
    assert states["stock"] is TaskState.MINE
    assert states["money"] is TaskState.HELD
    assert states["register"] is TaskState.DONE
    assert states["approve"] is TaskState.COMING
    assert [step.title for step in drawn.steps] == ["Register", "Stock", "Money", "Approve"]
    assert drawn.steps[2].caption == "Bob, paused"
    assert drawn.summary == "1 task done, 1 in progress, 1 waiting, 1 not reached"


def project(*activities, flows=()):
    start = Event(uid="s", type="START", x=0, y=100, width=33, height=33)
    arrows = tuple(
        Flow(uid=str(n), origin_uid=origin, target_uid=target)
        for n, (origin, target) in enumerate(flows)
    )
    return Project(
        uid="p" * 32,
        diagrams=(Diagram(activities=activities, events=(start,), flows=arrows),),
    )


def test_the_diagram_of_the_process_is_used_where_it_has_places():
    drawn = map_of(
        *side_by_side(),
        project=project(
            Activity(uid="register", name="Register", x=100, y=100, width=150, height=75),
            flows=[("s", "register")],
        ),
    )
    assert [item.shape.name for item in drawn.drawing.shapes] == ["Register", ""]
    assert drawn.drawing.went == ("M33 116H66V137H100",)


@pytest.mark.parametrize(
    "useless",
    [
        Project(uid="p" * 32),
        project(),
        project(Activity(uid="a", name="A"), Activity(uid="b", name="B")),
    ],
)
def test_a_diagram_without_tasks_or_places_is_not_used(useless):
    drawn = map_of(*side_by_side(), project=useless)
    assert len(drawn.drawing.shapes) == 6
