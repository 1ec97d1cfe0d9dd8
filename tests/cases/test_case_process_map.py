"""The process map: shapes, the way a case took, and the chain where there is no drawing."""

import pytest

from cases.case_page.diagram import Diagram, Flow, Shape, ShapeKind, Step, chain
from cases.case_page.process_map import CaseStates, TaskState, draw_map, wrapped

TASK, GATEWAY = ShapeKind.TASK, ShapeKind.GATEWAY


def shape(uid, kind=TASK, x=0, y=0, **more):
    return Shape(uid, kind, more.pop("name", uid), x, y, 150, 75, **more)


def split_and_join():
    shapes = (
        shape("start", ShapeKind.START, name=""),
        shape("register", x=200),
        shape("split", GATEWAY, x=400, marker="parallel", name=""),
        shape("stock", x=600, y=-100),
        shape("money", x=600, y=100),
        shape("join", GATEWAY, x=800, marker="parallel", name=""),
        shape("approve", x=1000),
        shape("end", ShapeKind.END, x=1200, name=""),
    )
    return Diagram(
        shapes,
        arrows(
            "start register", "register split", "split stock", "split money",
            "stock join", "money join", "join approve", "approve end",
        ),
    )  # fmt: skip


def arrows(*pairs):
    return tuple(Flow(*pair.split()) for pair in pairs)


def passed(diagram, tasks, last_task=""):
    """The arrows that the map draws as taken, told apart by the line of each one alone."""
    went = draw_map(diagram, CaseStates(tasks, last_task=last_task)).went
    return {
        f"{flow.origin} {flow.target}"
        for flow in diagram.flows
        if draw_map(Diagram(diagram.shapes, (flow,)), CaseStates({})).waiting[0] in went
    }


def test_a_fresh_draft_came_only_from_the_start():
    assert passed(split_and_join(), tasks={"register": TaskState.MINE}) == {"start register"}


def test_side_by_side_tasks_are_both_reached_and_the_join_waits():
    states = {"register": TaskState.DONE, "stock": TaskState.DONE, "money": TaskState.HELD}
    assert passed(split_and_join(), tasks=states) == {
        "start register", "register split", "split stock", "split money",
    }  # fmt: skip


def test_a_completed_case_went_to_the_end():
    states = dict.fromkeys(("register", "stock", "money", "approve"), TaskState.DONE)
    assert len(passed(split_and_join(), tasks=states, last_task="approve")) == 8


def test_of_two_ends_only_that_behind_the_last_task_was_reached():
    shapes = (
        shape("a"),
        shape("x", GATEWAY, x=200),
        shape("refused", ShapeKind.END, x=400, y=100),
        shape("b", x=400),
        shape("paid", ShapeKind.END, x=600),
    )
    flows = arrows("a x", "x refused", "x b", "b paid")
    states = {"a": TaskState.DONE, "b": TaskState.DONE}
    assert passed(Diagram(shapes, flows), tasks=states, last_task="b") == {"a x", "x b", "b paid"}


def test_gateways_in_a_ring_do_not_hang():
    ring = [shape(str(n), GATEWAY, x=200 * n) for n in range(40)]
    every_pair = [Flow(a.uid, b.uid) for a in ring for b in ring]
    shapes, flows = (*ring, shape("t", x=-200)), (*every_pair, Flow("t", "0"))
    assert passed(Diagram(shapes, flows), tasks={"t": TaskState.DONE}) == set()


def test_points_of_the_designer_are_used_only_where_they_touch_the_shapes():
    shapes = (shape("a"), shape("b", x=300))
    fitting = Flow("a", "b", ((150, 37), (220, 80), (300, 37)))
    placeholder = Flow("a", "b", ((1, 1), (2, 2)))
    drawn = draw_map(Diagram(shapes, (fitting, placeholder)), CaseStates({}))
    assert drawn.waiting == ("M150 37L220 80L300 37", "M150 37H300")


@pytest.mark.parametrize("target", [(0, 300), (0, -300), (-300, 0), (40, 20)])
def test_arrows_back_up_and_down_are_drawn(target):
    x, y = target
    drawn = draw_map(Diagram((shape("a"), shape("b", x=x, y=y)), (Flow("a", "b"),)), CaseStates({}))
    assert drawn.waiting[0].startswith("M")


def test_the_view_box_holds_every_shape_with_a_margin():
    drawn = draw_map(split_and_join(), CaseStates({}))
    left, top, width, height = map(int, drawn.view_box.split())
    assert (left, top) == (-24, -124)
    assert (drawn.width, drawn.height) == (width, height)
    assert left + width == 1350 + 24


def test_a_task_says_who_and_its_full_name_in_the_title():
    long_name = "Register the request of the Malmö warehouse with all three quotes"
    diagram = Diagram((shape("a", name=long_name),), ())
    (drawn,) = draw_map(diagram, CaseStates({"a": TaskState.MINE}, {"a": "Wendy Marsh"})).shapes
    assert drawn.title == f"{long_name}: Wendy Marsh"
    assert [line.text for line in drawn.lines] == [
        "Register the request",
        "of the Malmö…",
        "Wendy Marsh",
    ]
    assert drawn.state == "now"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("Check stock", ["Check stock"]),
        ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfschifffahr…"]),
        (
            "one two three four five six seven eight nine ten",
            ["one two three four", "five six seven eight…"],
        ),
    ],
)
def test_names_are_broken_at_words(text, lines):
    assert wrapped(text, 21, 2) == lines


def test_the_chain_puts_each_task_behind_the_one_that_leads_to_it():
    diagram = chain(
        [
            Step("c", "Approve", False, ("-1", "a")),
            Step("a", "Register", True, ("b", "d")),
            Step("b", "Stock", False, ("c",)),
            Step("d", "Money", False, ("c", "gone")),
            Step("lost", "Never reached", False, ()),
        ]
    )
    at = {shape.uid: (shape.x, shape.y) for shape in diagram.shapes}
    assert at["a"][0] < at["b"][0] == at["d"][0] < at["c"][0] < at["end"][0]
    assert at["b"][1] != at["d"][1]
    assert {f"{flow.origin} {flow.target}" for flow in diagram.flows} == {
        "start a", "a b", "a d", "b c", "d c", "d end", "c end", "c a",
    }  # fmt: skip


def test_a_process_without_tasks_is_start_and_end():
    assert [shape.kind for shape in chain([]).shapes] == [ShapeKind.START, ShapeKind.END]
