"""Everything the server remembers, in memory, with the indexes that lists need."""

import random
from bisect import bisect_left, insort
from collections.abc import Iterator
from typing import TypeAlias

from sandbox.engine.placement import BucketName, buckets_of
from sandbox.engine.records import Case, Delegation
from sandbox.engine.tokens import Tokens

Key: TypeAlias = tuple[int, int]

FIRST_CASE_NUMBER = 1


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
    ``sandbox.engine.placement`` says which bucket holds what.
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
            self._place(delegation, buckets_of(delegation, first=first))

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
