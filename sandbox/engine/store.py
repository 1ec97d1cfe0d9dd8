"""Everything the server remembers, in memory, with the indexes that lists need."""

import random
from bisect import bisect_left, insort
from collections.abc import Iterator
from typing import TypeAlias

from sandbox.engine.records import Case, Delegation
from sandbox.engine.tokens import Tokens

Key: TypeAlias = tuple[int, int]
BucketName: TypeAlias = tuple[str, str]

FIRST_CASE_NUMBER = 1

_LIST_OF_STATE = {"TO_DO": "inbox", "DRAFT": "draft", "PAUSED": "paused"}


class Bucket:
    """Delegations in order of case number and index: a page costs its own size only."""

    __slots__ = ("_cases", "_keys")

    def __init__(self) -> None:
        self._keys: list[Key] = []
        self._cases: int | None = 0

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def case_count(self) -> int:
        """How many cases its delegations belong to."""
        if self._cases is None:
            self._cases = len({number for number, _ in self._keys})
        return self._cases

    def page(self, start: int, limit: int | None, *, descending: bool) -> list[Key]:
        """``limit`` keys from ``start`` (0-based); ``None`` = all the rest."""
        end = len(self._keys) if limit is None else min(start + limit, len(self._keys))
        if not descending:
            return self._keys[start:end]
        size = len(self._keys)
        return self._keys[max(size - end, 0) : max(size - start, 0)][::-1]

    def add(self, key: Key) -> None:
        self._cases = None
        if not self._keys or key > self._keys[-1]:
            self._keys.append(key)
        else:
            insort(self._keys, key)

    def discard(self, key: Key) -> None:
        at = bisect_left(self._keys, key)
        if at < len(self._keys) and self._keys[at] == key:
            self._cases = None
            del self._keys[at]


class Store:
    """Cases, tokens and counters of one running server.

    Whoever changes ``user_uid``, ``status`` or the status of a case calls ``changed``.
    Buckets: ``inbox``/``draft``/``paused``/``took_part`` (every delegation) and
    ``participated`` (the first in each case) by user uid, ``paused_by`` by who paused,
    ``own_draft`` by who started, ``unclaimed`` by task uid,
    ``open`` (paused too) by process uid, ``search`` (open, or the last of an
    ended case) by status word and for "" (all). The status words are those of a case
    and PAUSED.
    """

    def __init__(self, seed: int = 0) -> None:
        self.random = random.Random(seed)
        self.cases: dict[str, Case] = {}
        self.by_number: dict[int, Case] = {}
        self.last_assigned: dict[str, str] = {}
        self.tokens = Tokens()
        self.next_number = FIRST_CASE_NUMBER
        self._buckets: dict[BucketName, Bucket] = {}

    def new_uid(self) -> str:
        """32 lower-case hexadecimal digits."""
        return f"{self.random.getrandbits(128):032x}"

    def take_number(self) -> int:
        number = self.next_number
        self.next_number += 1
        return number

    def add(self, case: Case) -> None:
        self.cases[case.uid] = case
        self.by_number[case.number] = case

    def remove(self, case: Case) -> None:
        for delegation in case.delegations:
            self._place(delegation, ())
        self.cases.pop(case.uid, None)
        self.by_number.pop(case.number, None)

    def bucket(self, kind: str, of: str = "") -> Bucket:
        return self._buckets.setdefault((kind, of), Bucket())

    def delegation(self, key: Key) -> Delegation:
        return self.by_number[key[0]].delegations[key[1] - 1]

    def changed(self, case: Case) -> None:
        """Put the delegations of the case where they belong in the indexes."""
        seen: set[str] = set()
        for delegation in case.delegations:
            first = delegation.user_uid not in seen
            seen.add(delegation.user_uid)
            self._place(delegation, _buckets_of(delegation, first=first))

    def _place(self, delegation: Delegation, wanted: tuple[BucketName, ...]) -> None:
        if wanted == delegation.buckets:
            return
        key = delegation.key
        for name in delegation.buckets:
            if name not in wanted:
                self.bucket(*name).discard(key)
        for name in wanted:
            if name not in delegation.buckets:
                self.bucket(*name).add(key)
        delegation.buckets = wanted


def _buckets_of(delegation: Delegation, *, first: bool) -> tuple[BucketName, ...]:
    """The indexes in which a delegation stands, by its and its case's state.

    ``first``: it is the user's first in the case.
    """
    case, user = delegation.case, delegation.user_uid
    names: list[BucketName] = [("took_part", user)] if user else []
    if user and first:
        names.append(("participated", user))
    if delegation.index == 1 and case.status == "DRAFT":
        names.append(("own_draft", case.creator_uid))
    if delegation.status == "CLOSED":
        if delegation.last and case.status in ("COMPLETED", "CANCELLED"):
            names += [("search", ""), ("search", case.status)]
        return tuple(names)
    state = "PAUSED" if delegation.status == "PAUSED" else case.status
    names += [("open", case.process.uid), ("search", ""), ("search", state)]
    if state == "TO_DO" and not user:
        names.append(("unclaimed", delegation.task.uid))
    elif state in _LIST_OF_STATE:
        names.append((_LIST_OF_STATE[state], user))
    pause = case.active_pause(delegation.index) if state == "PAUSED" else None
    if pause:
        names.append(("paused_by", pause.by_user))
    return tuple(names)
