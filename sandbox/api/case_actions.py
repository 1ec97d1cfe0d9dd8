"""Writes to one case: route, claim, pause, cancel, delete, triggers."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from sandbox.api.loading import (
    existing_case,
    existing_delegation,
    is_case_supervisor,
    no_delegation,
    own_open_delegations,
    takes_part,
)
from sandbox.engine import actions
from sandbox.engine.delegations import case_updated
from sandbox.engine.listing import may_claim
from sandbox.engine.records import Case, Delegation
from sandbox.engine.routing import route as route_delegation
from sandbox.engine.triggers import TriggerRun, find_trigger, run_step_triggers
from sandbox.errors import (
    ALREADY_CLOSED,
    ANOTHER_USER,
    CANNOT_OPEN,
    BadRequest,
)
from sandbox.rest import Call, route

_CLOCK_TIME = re.compile(r"(\d{1,2}):(\d{1,2})")


@route("PUT", "/cases/{app_uid}/route-case", permission="PM_CASES")
async def route_case(call: Call) -> None:
    """Without ``del_index`` the newest delegation; it must be a JSON string."""
    uid, given = call.uid("app_uid", "appUid"), call.fields.get("del_index")
    if given is not None and not isinstance(given, str):
        text = "Invalid value specified for `del_index`. Expecting alpha numeric value"
        raise BadRequest(text)
    case = call.sandbox.store.cases.get(uid)
    if case is None:
        call.notice_null("workflow/engine/classes/model/AppDelegation.php", 790)
        call.notice_null("workflow/engine/classes/WsBase.php", 2350)
        raise no_delegation(uid, given or "")
    item = existing_delegation(case, given or len(case.delegations))
    await route_as_holder(call, item)


async def route_as_holder(call: Call, item: Delegation) -> None:
    """Route for the caller, who must hold the delegation; two at once both succeed."""
    if item.user_uid != call.user_uid:
        raise BadRequest(ANOTHER_USER)
    if item.finished_at is not None:
        raise BadRequest(ALREADY_CLOSED)
    await call.race()
    early = bool(call.fields.get("executeTriggersBeforeAssignment"))
    opened = route_delegation(call.sandbox, item, call.user_uid, before_assignment=early)
    targets = ",".join(following.user_uid for following in opened)
    call.accepted(item.case.uid, item.index, call.user_uid, targets)


@route("PUT", "/cases/{app_uid}/claim", permission="PM_CASES")
async def claim_case(call: Call) -> None:
    index = call.body_int("index")
    case = existing_case(call, "$appUid")
    await claim_for(call, case, index, call.user_uid)


async def claim_for(call: Call, case: Case, index: int, user_uid: str) -> None:
    """Give an unassigned task to a member of its pool or a supervisor."""
    item = existing_delegation(case, index)
    if item.user_uid:
        raise _invalid_user(call, "claim")
    if not may_claim(call.sandbox, item, user_uid) and not is_case_supervisor(call, case, user_uid):
        raise BadRequest(CANNOT_OPEN.replace("<br>", ""))
    await call.race()
    actions.claim(call.sandbox, item, user_uid)
    call.accepted(case.uid, index, to_user=user_uid)


@route("PUT", "/cases/{app_uid}/{usr_uid}/assign", permission="PM_CASES")
async def assign_case(call: Call) -> None:
    """Claim for somebody else; the target is checked, the caller is not."""
    if "index" not in call.fields:
        raise BadRequest("`index` is required.")
    index, target = call.body_int("index"), call.params["usr_uid"]
    case = existing_case(call, "$appUid")
    if target not in call.sandbox.world.users:
        raise BadRequest(f"The user with $userUid: '{target}' does not exist.")
    await claim_for(call, case, index, target)
    _note_reason(call, case)


@route("PUT", "/cases/{app_uid}/pause", permission="PM_CASES")
async def pause_case(call: Call) -> None:
    given = call.body_int("index", 0)
    case = existing_case(call)
    index = given or len(case.delegations)
    item = case.delegation(index)
    if case.status == "CANCELLED":
        raise BadRequest(f"The case '{case.uid}' is canceled")
    if case.active_pause(index):
        raise BadRequest("**ID_CASE_PAUSED**")
    if item is None or not takes_part(call, case, index):
        raise _invalid_user(call, "pause")
    until = _until(call)
    if item.unclaimed:
        raise BadRequest('Case with "Unassigned Status" not paused.')
    await call.race()
    if item.status == "OPEN":
        actions.pause(call.sandbox, item, call.user_uid, until)
    call.accepted(case.uid, index, item.user_uid, item.user_uid)
    _note_reason(call, case)


def _until(call: Call) -> datetime | None:
    """``unpaused_date`` and ``unpaused_time``; any hour and minute is taken."""
    text = call.fields.get("unpaused_date")
    if not text:
        return None
    try:
        day = date.fromisoformat(str(text))
    except ValueError:
        message = f"The value '{text}' is not a valid date for the format 'Y-m-d'."
        raise BadRequest(message) from None
    found = _CLOCK_TIME.match(str(call.fields.get("unpaused_time") or "00:00"))
    hours, minutes = (int(found[1]), int(found[2])) if found else (0, 0)
    start = call.sandbox.clock.parse(day.isoformat())
    return start + timedelta(hours=hours, minutes=minutes) if start else None


@route("PUT", "/cases/{app_uid}/unpause", permission="PM_CASES")
async def unpause_case(call: Call) -> None:
    index = call.body_int("index")
    case = existing_case(call)
    item = case.delegation(index)
    if item is None or case.active_pause(index) is None:
        raise BadRequest(f'Case with "{case.uid}" not paused.')
    if not takes_part(call, case, index):
        raise _invalid_user(call, "Unpause")
    await call.race()
    if item.status == "PAUSED":
        actions.unpause(call.sandbox, item)
    call.accepted(case.uid, index, item.user_uid, item.user_uid)


@route("PUT", "/cases/{app_uid}/cancel", permission="PM_CANCELCASE")
async def cancel_case(call: Call) -> None:
    """The holder or a process supervisor, one open thread; with ``index`` anybody."""
    case = existing_case(call)
    given = call.fields.get("index")
    index = call.body_int("index") if given is not None else _index_to_cancel(call, case)
    if case.status != "TO_DO":
        raise BadRequest(f"This case is in status {case.status}")
    item = case.delegation(index)
    if item is None or item.status != "OPEN":
        raise BadRequest(ALREADY_CLOSED)
    if sum(thread.open for thread in case.threads) > 1:
        raise BadRequest(
            "To cancel a case, no parallel threads must be active. "
            "Only cases with one active thread can be canceled."
        )
    await call.race()
    actions.cancel(call.sandbox, case)
    call.accepted(case.uid, index, item.user_uid)
    _note_reason(call, case)


def _index_to_cancel(call: Call, case: Case) -> int:
    """The newest open index, for who does not supervise the newest of his own; 0 = none."""
    supervises = call.sandbox.world.supervises(call.user_uid, case.process)
    found = [
        item.index
        for item in case.delegations
        if item.status == "OPEN" and (supervises or item.user_uid == call.user_uid)
    ]
    if not found and case.status == "TO_DO":
        raise _invalid_user(call, "cancel")
    return found[-1] if found else 0


@route("DELETE", "/cases/{app_uid}", permission="PM_CASES")
async def delete_case(call: Call) -> None:
    """A draft, by its creator or with PM_DELETECASE."""
    case = existing_case(call)
    if case.creator_uid != call.user_uid and not call.can("PM_DELETECASE"):
        text = "You are not allowed to delete cases, please contact your System Administrator."
        raise BadRequest(text)
    if case.status != "DRAFT":
        raise BadRequest(
            "You can't delete the case because it's not in Draft status and was already derivated."
        )
    await call.race()
    actions.delete_draft(call.sandbox, case)
    call.accepted(case.uid, None, case.creator_uid)


@route("PUT", "/cases/{app_uid}/execute-trigger/{tri_uid}", permission="PM_CASES")
async def execute_trigger(call: Call) -> None:
    """By the holder of an open task; the trigger may be of any process."""
    case, uid = existing_case(call, "$appUid"), call.params["tri_uid"]
    try:
        trigger = find_trigger(call.sandbox, uid)
    except KeyError:
        raise BadRequest(f"The trigger with $triUid: '{uid}' does not exist.") from None
    own = own_open_delegations(case, call.user_uid)
    if not own:
        raise BadRequest(ANOTHER_USER)
    await call.race()
    TriggerRun(call.sandbox, case, call.user_uid).run(trigger)
    case_updated(call.sandbox, case)
    call.accepted(case.uid, own[0].index)


@route("PUT", "/cases/{app_uid}/execute-triggers", permission="PM_CASES")
async def execute_triggers(call: Call) -> None:
    """The triggers after a step, named by its form or document; nobody is refused."""
    case = existing_case(call)
    item = existing_delegation(case, call.body_int("del_index"))
    step = _step_of(item, call.fields)
    await call.race()
    if step:
        run_step_triggers(call.sandbox, item, step, "AFTER", call.user_uid)
        case_updated(call.sandbox, case, item.index)
    call.accepted(case.uid, item.index)


def _step_of(item: Delegation, fields: dict[str, Any]) -> str:
    wanted = (fields.get("obj_type"), fields.get("obj_uid"))
    found = (step.uid for step in item.task.steps if (step.type, step.object) == wanted)
    return next(found, "")


def _invalid_user(call: Call, action: str) -> BadRequest:
    """The refusal that quotes the caller's Authorization header."""
    return BadRequest(f'The user with "{call.authorization}" is invalid to {action} the case.')


def _note_reason(call: Call, case: Case) -> None:
    reason = str(call.fields.get("reason") or "")
    if reason:
        actions.add_note(call.sandbox, case, call.user_uid, reason)
