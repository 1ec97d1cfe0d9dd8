"""Finding what a path names, with the refusals of ProcessMaker's Validator."""

from sandbox.engine.records import Case, Delegation
from sandbox.errors import BadRequest
from sandbox.rest import UID_LENGTH, Call


def existing_case(call: Call, name: str = "$app_uid", parameter: str = "app_uid") -> Case:
    """The case of the path (Validator::appUid); ``name`` is what the refusal calls it."""
    uid = call.params[parameter]
    if len(uid) != UID_LENGTH:
        raise BadRequest("The case does not exist")
    case = call.sandbox.store.cases.get(uid)
    if case is None:
        raise BadRequest(f"The application with {name}: '{uid}' does not exist.")
    return case


def existing_delegation(case: Case, index: int | str) -> Delegation:
    """A delegation of the case, open or not (AppDelegation::Load)."""
    found = case.delegation(int(index)) if str(index).isdigit() else None
    if found is None:
        raise no_delegation(case.uid, index)
    return found


def no_delegation(case_uid: str, index: int | str) -> BadRequest:
    return BadRequest(f"The row '{case_uid}, {index}' in table AppDelegation doesn't exist!")


def unavailable(case_uid: str) -> BadRequest:
    text = f"Incorrect or unavailable information about this case: {case_uid}"
    return BadRequest(text)


def takes_part(call: Call, case: Case, index: int) -> bool:
    """Whether the caller holds that open or paused delegation or supervises the process."""
    found = case.delegation(index)
    if found is None or found.status == "CLOSED":
        return False
    if found.user_uid == call.user_uid:
        return True
    return call.sandbox.world.supervises(call.user_uid, case.process)


def is_case_supervisor(call: Call, case: Case, user_uid: str) -> bool:
    """PM_SUPERVISOR in the role and supervisor of the process."""
    world = call.sandbox.world
    return world.has_permission(user_uid, "PM_SUPERVISOR") and world.supervises(
        user_uid, case.process
    )


def own_open_delegations(case: Case, user_uid: str) -> list[Delegation]:
    """The user's open (not paused) delegations, oldest first."""
    return [
        item for item in case.delegations if item.user_uid == user_uid and item.status == "OPEN"
    ]
