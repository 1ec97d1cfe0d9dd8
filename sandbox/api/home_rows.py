"""Rows of the ``/home`` lists (BusinessModel/Cases)."""

from datetime import datetime
from typing import Any

from sandbox.api.rows import PRIORITY_LABELS
from sandbox.engine.records import Case, Delegation
from sandbox.state import Sandbox
from sandbox.world.model import User

ON_TIME, OVERDUE, DRAFT, PAUSED, UNASSIGNED = 1, 2, 3, 4, 5
COLOR_LABELS = {1: "green", 2: "red", 3: "orange", 4: "blue", 5: "gray"}
STATUS_WORDS = {1: "ON_TIME", 2: "OVERDUE", 3: "DRAFT", 4: "PAUSED", 5: "UNASSIGNED"}
NO_CATEGORY = "- No Category -"


def user_info(box: Sandbox, user_uid: str) -> Any:
    """Who somebody is; an empty list for nobody."""
    user = box.world.users.get(user_uid)
    if user is None:
        return []
    return {
        "usr_id": user.id,
        "usr_username": user.username,
        "usr_firstname": user.firstname,
        "usr_lastname": user.lastname,
        "usr_email": user.email,
        "usr_position": user.record.get("usr_position", ""),
    }


def difference(first: datetime, second: datetime) -> str:
    """`` 2 Day(s) 05 Hr(s) 25 min 40 s`` between two moments, without sign."""
    seconds = int(abs((second - first).total_seconds()))
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    return f" {days} Day(s) {hours:02} Hr(s) {rest // 60:02} min {rest % 60:02} s"


def task_color(due: datetime, at: datetime, otherwise: int = ON_TIME) -> int:
    """Overdue wins over the state of the task."""
    return OVERDUE if at > due else otherwise


def category_part(box: Sandbox, case: Case) -> tuple[str, str]:
    """Id and name of the process category."""
    category = box.world.categories.get(case.process.category)
    return (str(category.id), category.name) if category else ("0", NO_CATEGORY)


def _plain(box: Sandbox, moment: datetime | None) -> str | None:
    return box.clock.plain(moment) if moment else None


def task_row(box: Sandbox, item: Delegation, color: int, user: User | None) -> dict[str, Any]:
    """A row of inbox, unassigned, paused and (without its people) draft."""
    case, now = item.case, box.clock.now()
    category_id, category = category_part(box, case)
    shown_color = task_color(item.due_at, now, color)
    before = case.delegation(item.previous)
    sender = user_info(box, before.user_uid if before else "")
    return {
        "APP_NUMBER": str(case.number),
        "DEL_TITLE": item.title,
        "CATEGORY_ID": category_id,
        "PRO_TITLE": case.process.title,
        "TAS_TITLE": item.task.title,
        "USR_USERNAME": user.username if user else None,
        "USR_FIRSTNAME": user.firstname if user else None,
        "USR_LASTNAME": user.lastname if user else None,
        "DEL_TASK_DUE_DATE": box.clock.plain(item.due_at),
        "DEL_DELEGATE_DATE": box.clock.plain(item.delegated_at),
        "DEL_INIT_DATE": _plain(box, item.init_at),
        "DEL_PRIORITY": str(item.priority),
        "DEL_PREVIOUS": str(item.previous),
        "APP_UID": case.uid,
        "DEL_INDEX": str(item.index),
        "PRO_UID": case.process.uid,
        "TAS_UID": item.task.uid,
        "CATEGORY": category,
        "DEL_PRIORITY_LABEL": PRIORITY_LABELS[item.priority],
        "TAS_COLOR": shown_color,
        "TAS_COLOR_LABEL": COLOR_LABELS[shown_color],
        "TAS_STATUS": STATUS_WORDS[shown_color],
        "DELAY": difference(item.due_at, now),
        "DEL_TASK_DUE_DATE_LABEL": box.clock.plain(item.due_at),
        "DEL_DELEGATE_DATE_LABEL": box.clock.plain(item.delegated_at),
        "SEND_BY_INFO": {
            "del_previous": str(item.previous),
            "key_name": "user_tooltip" if sender else "dummy_task",
            "user_tooltip": sender,
            "dummy_task": [],
        },
    }


def draft_row(box: Sandbox, item: Delegation, color: int, user: User | None) -> dict[str, Any]:
    row = task_row(box, item, color, user)
    for name in ("USR_USERNAME", "USR_FIRSTNAME", "USR_LASTNAME"):
        del row[name]
    del row["SEND_BY_INFO"]["key_name"]
    return row


def case_part(box: Sandbox, case: Case) -> dict[str, Any]:
    """Dates, duration and notes of a case, as its rows end."""
    created, finished = case.created_at, case.finished_at
    return {
        "CATEGORY": category_part(box, case)[1],
        "APP_CREATE_DATE_LABEL": box.clock.plain(created),
        "APP_FINISH_DATE_LABEL": _plain(box, finished),
        "DURATION": difference(created, finished or box.clock.now()),
        "CASE_NOTES_COUNT": len(case.notes),
    }


def my_case_row(box: Sandbox, item: Delegation, *, supervising: bool) -> dict[str, Any]:
    """A row of ``/home/mycases`` with the tasks that are pending in the case."""
    case = item.case
    user, before = box.world.users.get(item.user_uid), case.delegation(item.previous)
    row: dict[str, Any] = {
        "APP_NUMBER": str(case.number),
        "DEL_TITLE": item.title,
        "CATEGORY_ID": category_part(box, case)[0],
        "PRO_TITLE": case.process.title,
        "TAS_TITLE": item.task.title,
        "TAS_ASSIGN_TYPE": item.task.assign_type,
        "APP_STATUS": case.status,
        "APP_CREATE_DATE": box.clock.plain(case.created_at),
        "APP_FINISH_DATE": _plain(box, case.finished_at),
        "DEL_TASK_DUE_DATE": box.clock.plain(item.due_at),
        "DEL_PREVIOUS": str(item.previous),
        "USR_ID": str(user.id) if user else None,
        "APP_UID": case.uid,
        "DEL_INDEX": str(item.index),
        "PRO_UID": case.process.uid,
        "TAS_UID": item.task.uid,
        **case_part(box, case),
    }
    if supervising:
        del row["TAS_ASSIGN_TYPE"]
        row["TAS_COLOR"] = task_color(item.due_at, box.clock.now())
        row["TAS_COLOR_LABEL"] = COLOR_LABELS[row["TAS_COLOR"]]
    pending = pending_threads(case, with_paused=not supervising)
    return {
        **row,
        "PENDING": [thread_task(box, thread) for thread in pending],
        "THREAD_TITLES": [thread_title(thread) for thread in pending],
        "SEND_BY_INFO": {
            "del_previous": str(item.previous),
            "user_tooltip": user_info(box, before.user_uid if before else ""),
        },
    }


def pending_threads(case: Case, *, with_paused: bool) -> list[Delegation]:
    """The open threads of a running case, the last one of any other."""
    if case.status != "TO_DO":
        return case.delegations[-1:]
    return [item for item in case.open_delegations() if with_paused or item.status == "OPEN"]


def thread_task(box: Sandbox, item: Delegation) -> dict[str, Any]:
    user = box.world.users.get(item.user_uid)
    at = (item.case.finished_at if item.case.status == "COMPLETED" else None) or box.clock.now()
    state = _thread_state(item)
    color = task_color(item.due_at, at, state)
    return {
        "tas_uid": item.task.uid,
        "tas_title": item.task.title,
        "user_id": str(user.id) if user else "0",
        "due_date": box.clock.plain(item.due_at),
        "delay": difference(item.due_at, at),
        "tas_color": color,
        "tas_color_label": COLOR_LABELS[color],
        "tas_status": STATUS_WORDS[color],
        "unassigned": state == UNASSIGNED,
        "user_tooltip": user_info(box, item.user_uid),
    }


def _thread_state(item: Delegation) -> int:
    """By thread and case; a self-service task counts as unassigned even when it is claimed."""
    if item.status == "PAUSED":
        return PAUSED
    if item.case.status == "DRAFT":
        return DRAFT
    return UNASSIGNED if item.task.assign_type == "SELF_SERVICE" else ON_TIME


def thread_title(item: Delegation) -> dict[str, str]:
    return {
        "del_id": str(item.case.number * 1000 + item.index),
        "del_index": str(item.index),
        "thread_title": item.title,
    }


def search_row(box: Sandbox, case: Case) -> dict[str, Any]:
    """A row of ``/home/search``: one case with its threads."""
    threads = case.open_delegations() if case.status == "TO_DO" else case.delegations[-1:]
    if case.status == "DRAFT":
        threads = case.open_delegations()
    newest = threads[-1] if threads else case.delegations[-1]
    return {
        "APP_NUMBER": str(case.number),
        "DEL_TITLE": case.title,
        "CATEGORY_ID": category_part(box, case)[0],
        "PRO_TITLE": case.process.title,
        "APP_STATUS": case.status,
        "APP_CREATE_DATE": box.clock.plain(case.created_at),
        "APP_FINISH_DATE": _plain(box, case.finished_at),
        "APP_UID": case.uid,
        "PRO_UID": case.process.uid,
        **case_part(box, case),
        "DEL_INDEX": str(newest.index),
        "TAS_UID": newest.task.uid,
        "THREAD_TASKS": [thread_task(box, item) for item in threads],
        "THREAD_USERS": [_thread_user(box, item) for item in threads],
        "THREAD_TITLES": [thread_title(item) for item in threads],
    }


def _thread_user(box: Sandbox, item: Delegation) -> dict[str, Any]:
    user = box.world.users.get(item.user_uid)
    return {
        "user_tooltip": user_info(box, item.user_uid),
        "user_id": str(user.id) if user else "0",
        "usr_username": user.username if user else "",
        "usr_lastname": user.lastname if user else "",
        "usr_firstname": user.firstname if user else "",
    }
