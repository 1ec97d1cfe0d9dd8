"""Making, renaming and deleting groups and departments: one write, then a look at what is there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import structlog
from django.utils.translation import gettext as _

from accounts.directory.changes import Result, refusal_of
from accounts.directory.departments import departments_by_uid
from accounts.directory.users_editing import Saved, why
from processmaker import Client
from processmaker.errors import ProcessMakerError
from processmaker.models import Department

logger = structlog.get_logger(__name__)

Values = Mapping[str, str]
Fields = dict[str, str]


@dataclass(frozen=True)
class Editing:
    """How one kind is edited. `fields` gives what there is: uid → the fields of its form."""

    fields: Callable[[Client], dict[str, Fields]]
    create: Callable[[Client, Values], object]
    update: Callable[[Client, str, Values], object]
    delete: Callable[[Client, str], object]


def _groups(client: Client) -> dict[str, Fields]:
    return {group.uid: {"title": group.title} for group in client.groups.all()}


def _departments(client: Client) -> dict[str, Fields]:
    return {
        uid: {"title": one.title, "parent": one.parent_uid, "manager": one.manager_uid}
        for uid, one in departments_by_uid(client.departments.tree()).items()
    }


def _rename_group(client: Client, uid: str, values: Values) -> None:
    """An inactive group stays so: the endpoint sets both."""
    status = client.groups.get(uid).status or "ACTIVE"
    client.groups.update(uid, title=values["title"], status=status)


def _update_department(client: Client, uid: str, values: Values) -> None:
    """The manager has an endpoint of his own; only what differs is sent."""
    names = {"title": "dep_title", "parent": "dep_parent"}
    sent = {names[name]: value for name, value in values.items() if name in names}
    if sent:
        client.departments.update(uid, sent)
    if values.get("manager"):
        client.departments.set_manager(uid, values["manager"])


EDITINGS: Final = {
    "groups": Editing(
        _groups,
        create=lambda client, values: client.groups.create(values["title"]),
        update=_rename_group,
        delete=lambda client, uid: client.groups.delete(uid),
    ),
    "departments": Editing(
        _departments,
        create=lambda client, values: client.departments.create(
            values["title"], parent_uid=values["parent"]
        ),
        update=_update_department,
        delete=lambda client, uid: client.departments.delete(uid),
    ),
}


def create_circle(client: Client, kind: str, values: Values) -> Saved:
    """Make a group or department; titles are unique.

    Raises:
        ProcessMakerError: ProcessMaker does not answer; nothing is known to have changed.
    """
    editing = EDITINGS[kind]
    if _titled(editing.fields(client), values["title"]):
        return Saved(_("There is one of this title already."))
    refusal = refusal_of(lambda: editing.create(client, values))
    uid = _titled(editing.fields(client), values["title"])
    _note("circle_created", kind, uid, refusal)
    if not uid:
        return Saved(why(refusal))
    return Saved(_("%(title)s is there.") % {"title": values["title"]}, uid)


def change_circle(client: Client, kind: str, uid: str, values: Values) -> Saved:
    """Change the fields `values`.

    Raises:
        ProcessMakerError: ProcessMaker does not answer; nothing is known to have changed.
    """
    editing = EDITINGS[kind]
    if _titled(editing.fields(client), values.get("title", "")) not in ("", uid):
        return Saved(_("There is one of this title already."))
    refusal = refusal_of(lambda: editing.update(client, uid, values)) if values else None
    now = editing.fields(client).get(uid, {})
    is_done = values.items() <= now.items()
    _note("circle_changed", kind, uid, refusal, fields=sorted(values), is_done=is_done)
    if not is_done:
        return Saved(why(refusal))
    return Saved(_("%(title)s is saved.") % now, uid)


def delete_circle(client: Client, kind: str, uid: str, title: str) -> Result:
    """Delete a group without tasks, or a department without people and departments.

    Raises:
        ProcessMakerError: ProcessMaker does not answer; nothing is known to have changed.
    """
    editing = EDITINGS[kind]
    refusal = refusal_of(lambda: editing.delete(client, uid))
    is_gone = uid not in editing.fields(client)
    _note("circle_deleted", kind, uid, refusal, is_done=is_gone)
    if is_gone:
        return Result(_("%(title)s is deleted.") % {"title": title}, "success")
    return Result(f"{why(refusal)} {_('Nothing was changed.')}", "danger")


def possible_parents(client: Client, uid: str) -> list[Department]:
    """The departments that one can lie below: not itself, nor what lies below it."""
    known = departments_by_uid(client.departments.tree())
    below = departments_by_uid([known[uid]]) if uid in known else {}
    return [one for one in known.values() if one.uid not in below]


def _titled(fields: Mapping[str, Fields], title: str) -> str:
    """The uid of what has this title, whatever the letter case; "" for nothing."""
    folded = title.casefold()
    return next((uid for uid, one in fields.items() if one["title"].casefold() == folded), "")


def _note(
    event: str, kind: str, uid: str, refusal: ProcessMakerError | None, **more: object
) -> None:
    reason = type(refusal).__name__ if refusal else ""
    logger.info(event, kind=kind, circle=uid, refused=reason, **more)
