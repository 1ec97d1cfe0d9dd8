"""One row of the ``/cases`` lists (and of extraRest's)."""

from typing import Any

from sandbox.engine.listing import (
    STATUS_LABELS,
    TEXT_COLUMNS,
    previous_user,
    user_list_name,
)
from sandbox.engine.records import Delegation
from sandbox.state import Sandbox

PRIORITY_LABELS = {1: "VERY LOW", 2: "LOW", 3: "NORMAL", 4: "HIGH", 5: "VERY HIGH"}

NO_DURATIONS = {
    "del_duration": "0",
    "del_queue_duration": "0",
    "del_delay_duration": "0",
    "del_started": "0",
    "del_finished": "0",
    "del_delayed": "0",
}


def case_row(
    box: Sandbox,
    item: Delegation,
    *,
    participated: bool = False,
    previous: bool = True,
    sort_column: str = "",
    category: str = "",
) -> dict[str, Any]:
    """A delegation as ``/cases`` lists it.

    ``participated`` shows task and person of the newest delegation; ``previous`` adds the
    columns of the previous person; a text ``sort_column`` and a ``category`` filter add
    one column each.
    """
    newest = item.case.delegations[-1]
    row = {
        **_delegation_part(box, item),
        **_people(box, "usr", newest.user_uid if participated else item.user_uid),
        "appdelcr_app_tas_title": newest.task.title,
        "usrcr_usr_uid": newest.user_uid or None,
        **_people(box, "usrcr_usr", newest.user_uid),
    }
    if participated:
        row |= {"usr_uid": newest.user_uid or None, "app_tas_title": newest.task.title}
    if previous:
        row |= _people(box, "previous_usr", previous_user(item))
    if category:
        row["category_uid"] = category
    if sort_column in TEXT_COLUMNS:
        text = TEXT_COLUMNS[sort_column](box, item)
        row[f"upper(app_cache_view.{sort_column.lower()})"] = text.upper()
    row["app_status_label"] = STATUS_LABELS[item.case.status]
    return row


def _delegation_part(box: Sandbox, item: Delegation) -> dict[str, Any]:
    case, shown = item.case, box.clock.shown
    before = previous_user(item)
    return {
        "app_uid": case.uid,
        "del_index": str(item.index),
        "del_last_index": "1" if item.last else "0",
        "app_number": str(case.number),
        "app_status": case.status,
        "usr_uid": item.user_uid or None,
        "previous_usr_uid": before,
        "tas_uid": item.task.uid,
        "pro_uid": case.process.uid,
        "del_delegate_date": shown(item.delegated_at),
        "del_init_date": shown(item.init_at) if item.init_at else None,
        "del_finish_date": shown(item.finished_at) if item.finished_at else None,
        "del_task_due_date": shown(item.due_at),
        "del_risk_date": shown(item.risk_at),
        "del_thread_status": item.status,
        "app_thread_status": "OPEN",
        "app_title": case.title,
        "app_pro_title": case.process.title,
        "app_tas_title": item.task.title,
        "app_current_user": user_list_name(box, item.user_uid),
        "app_del_previous_user": user_list_name(box, before),
        "del_priority": PRIORITY_LABELS[item.priority],
        **NO_DURATIONS,
        "app_create_date": shown(case.created_at),
        "app_finish_date": shown(case.finished_at) if case.finished_at else None,
        "app_update_date": shown(case.updated_at),
        "app_overdue_percentage": "0",
    }


def _people(box: Sandbox, prefix: str, user_uid: str) -> dict[str, Any]:
    user = box.world.users.get(user_uid)
    return {
        f"{prefix}_firstname": user.firstname if user else None,
        f"{prefix}_lastname": user.lastname if user else None,
        f"{prefix}_username": user.username if user else None,
    }
