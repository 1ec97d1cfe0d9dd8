"""In which indexes of the store a delegation stands.

The buckets, with what they are found by:

- user: ``inbox``, ``draft``, ``paused``; ``took_part`` (every delegation), ``participated``
  (his first in each case) and of these ``started``, ``in_progress``, ``completed``;
  ``own_search`` (what of ``search`` is his), ``paused_by``, ``own_draft`` (who started it)
- task: ``unclaimed``
- process: ``open`` (paused too), ``running`` (open in a running case), ``paused_in``
- status of the case or PAUSED, "" for all: ``search`` (open, or the last of an ended case)
"""

from typing import TypeAlias

from sandbox.engine.records import Delegation

BucketName: TypeAlias = tuple[str, str]

_OWN_CASES = {"TO_DO": "in_progress", "COMPLETED": "completed"}
_LIST_OF_STATE = {"TO_DO": "inbox", "DRAFT": "draft", "PAUSED": "paused"}


def buckets_of(delegation: Delegation, *, first: bool) -> tuple[BucketName, ...]:
    """Kind and key of each index, by the state of the delegation and its case.

    ``first``: it is the user's first in the case.
    """
    names = [*_participation(delegation, first=first), *_search(delegation)]
    if delegation.index == 1 and delegation.case.status == "DRAFT":
        names.append(("own_draft", delegation.case.creator_uid))
    if delegation.status != "CLOSED":
        names += _open(delegation)
    return tuple(names)


def _participation(delegation: Delegation, *, first: bool) -> list[BucketName]:
    user, status = delegation.user_uid, delegation.case.status
    if not user:
        return []
    if not first:
        return [("took_part", user)]
    names = [("took_part", user), ("participated", user)]
    if status in _OWN_CASES:
        names.append((_OWN_CASES[status], user))
    if delegation.index == 1:
        names.append(("started", user))
    return names


def _state(delegation: Delegation) -> str:
    return "PAUSED" if delegation.status == "PAUSED" else delegation.case.status


def _search(delegation: Delegation) -> list[BucketName]:
    ended = delegation.case.status in ("COMPLETED", "CANCELLED")
    if delegation.status == "CLOSED" and not (ended and delegation.last):
        return []
    names = [("search", ""), ("search", _state(delegation))]
    if delegation.user_uid:
        names.append(("own_search", delegation.user_uid))
    return names


def _open(delegation: Delegation) -> list[BucketName]:
    case, user, state = delegation.case, delegation.user_uid, _state(delegation)
    names = [("open", case.process.uid)]
    if state == "TO_DO":
        names.append(("running", case.process.uid))
    if state == "TO_DO" and not user:
        names.append(("unclaimed", delegation.task.uid))
    elif state in _LIST_OF_STATE:
        names.append((_LIST_OF_STATE[state], user))
    pause = case.active_pause(delegation.index) if state == "PAUSED" else None
    if pause:
        names += [("paused_by", pause.by_user), ("paused_in", case.process.uid)]
    return names
