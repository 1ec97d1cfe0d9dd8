"""From one task to the next (WsBase::derivateCase, Derivation)."""

from sandbox.engine.assignment import Assignee, next_assignee
from sandbox.engine.delegations import (
    case_updated,
    close_delegation,
    close_thread,
    mark_opened,
    new_thread,
    open_delegation,
)
from sandbox.engine.records import Case, Delegation
from sandbox.engine.triggers import (
    AFTER_ROUTING,
    BEFORE_ASSIGNMENT,
    BEFORE_ROUTING,
    TriggerRun,
    holds,
)
from sandbox.errors import BadRequest
from sandbox.state import Sandbox
from sandbox.world.model import END_OF_PROCESS, Route

SPLITS = ("PARALLEL", "PARALLEL-BY-EVALUATION")


def route(
    box: Sandbox, delegation: Delegation, user_uid: str, *, before_assignment: bool = False
) -> list[Delegation]:
    """Close the delegation and open what follows; completes the case at its end.

    The routing triggers before and after run, those before assignment where asked for.
    Raises ``BadRequest`` (nobody to assign, no rule, SELECT) with nothing changed but by
    triggers.
    """
    case = delegation.case
    mark_opened(box, delegation)
    triggers = TriggerRun(box, case, user_uid)
    if before_assignment:
        triggers.routing(delegation.task, BEFORE_ASSIGNMENT)
    triggers.routing(delegation.task, BEFORE_ROUTING)
    routes = chosen_routes(box, case, delegation)
    if routes[0].type == "SELECT":
        raise BadRequest("Can not route a case with Manual Assignment using webservices")
    steps = [(item, _assignee(box, case, item, user_uid)) for item in routes]
    if case.status == "DRAFT":
        case.status = "TO_DO"
    close_delegation(box, delegation)
    opened = _advance(box, delegation, steps)
    finished = _finish(box, case)
    for following in opened:
        case_updated(box, case, following.index)
    if finished:
        case_updated(box, case, delegation.index)
    case.saved_by = user_uid
    triggers.routing(delegation.task, AFTER_ROUTING)
    return opened


def chosen_routes(box: Sandbox, case: Case, delegation: Delegation) -> list[Route]:
    """The arrows that the case takes from here, at least one."""
    chosen: list[Route] = []
    default: Route | None = None
    for item in box.world.routes_from(delegation.task.uid):
        if item.default == "1":
            default = item
        elif _taken(item, case) and not (item.type == "EVALUATE" and chosen):
            chosen.append(item)
    if not chosen and default:
        chosen = [default]
    if not chosen:
        raise BadRequest("Task does not have a routing rule. Please, check the process definition.")
    return chosen


def _taken(item: Route, case: Case) -> bool:
    if item.condition.strip() and item.type != "SELECT":
        return holds(item.condition, case)
    return item.type not in ("EVALUATE", "PARALLEL-BY-EVALUATION")


def _assignee(box: Sandbox, case: Case, item: Route, user_uid: str) -> Assignee:
    if item.to == END_OF_PROCESS:
        return Assignee("")
    return next_assignee(box, case, box.world.tasks[item.to], user_uid)


def _advance(
    box: Sandbox, delegation: Delegation, steps: list[tuple[Route, Assignee]]
) -> list[Delegation]:
    case, split = delegation.case, len(steps) > 1 or steps[0][0].type in SPLITS
    if split:
        close_thread(case, delegation.thread)
    opened: list[Delegation] = []
    for item, assignee in steps:
        if _ends_here(delegation, item):
            close_thread(case, delegation.thread)
        else:
            opened.append(_open_next(box, delegation, item, assignee, split=split))
    return opened


def _ends_here(delegation: Delegation, item: Route) -> bool:
    if item.to == END_OF_PROCESS:
        return True
    return item.type == "SEC-JOIN" and siblings_open(delegation, item.to)


def _open_next(
    box: Sandbox, delegation: Delegation, item: Route, assignee: Assignee, *, split: bool
) -> Delegation:
    case, task = delegation.case, box.world.tasks[item.to]
    thread = delegation.thread
    if split:
        thread = new_thread(case, delegation.thread, len(case.delegations) + 1).index
    following = open_delegation(
        box,
        case,
        task,
        assignee,
        previous=delegation.index,
        thread=thread,
        priority=delegation.priority,
    )
    if not split and 0 < thread <= len(case.threads):
        case.threads[thread - 1].del_index = following.index
    if task.assign_type == "BALANCED":
        box.store.last_assigned[task.uid] = assignee.user_uid
    return following


def siblings_open(delegation: Delegation, join_uid: str) -> bool:
    """Whether another branch still runs towards the join."""
    before = _tasks_before(delegation, join_uid) - {delegation.task.uid}
    return any(item.task.uid in before for item in delegation.case.open_delegations())


def _tasks_before(delegation: Delegation, join_uid: str) -> set[str]:
    """Every task from which the join can be reached without passing it."""
    arrows = [item for item in delegation.case.process.routes if item.from_ != join_uid]
    reached = {join_uid}
    while grown := {a.from_ for a in arrows if a.to in reached and a.from_ not in reached}:
        reached |= grown
    return reached - {join_uid}


def _finish(box: Sandbox, case: Case) -> bool:
    """Complete the case when no delegation is open any more; whether it did."""
    if case.open_delegations():
        return False
    case.status = "COMPLETED"
    case.finished_at = box.clock.now()
    box.store.changed(case)
    return True
