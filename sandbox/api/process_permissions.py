"""Process permissions: which people may see or delete what in the cases of a process."""

from sandbox.engine.records import Case
from sandbox.rest import Call
from sandbox.world.model import Permission


def granted(call: Call, case: Case, kind: str, action: str, object_uid: str = "") -> bool:
    """Whether some permission of the process gives the caller this.

    ``kind`` is CASES_NOTES, INPUT, OUTPUT, DYNAFORM …; a permission for ANY covers all, one
    without ``object_uid`` every object of its kind.
    """
    return any(
        permission.object in (kind, "ANY")
        and permission.action == action
        and permission.object_uid in ("", "0", object_uid)
        and _applies(permission, case)
        and _holds(call, permission, case)
        for permission in case.process.permissions
    )


def _applies(permission: Permission, case: Case) -> bool:
    if permission.case_status not in ("ALL", "", case.status):
        return False
    return permission.task in ("", *(item.task.uid for item in case.open_delegations()))


def _holds(call: Call, permission: Permission, case: Case) -> bool:
    if permission.must_participate and call.user_uid not in case.participants():
        return False
    if permission.holder_kind == "all" or not permission.holder:
        return True
    return call.user_uid in call.sandbox.world.members(permission.holder)
