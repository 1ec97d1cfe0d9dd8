"""Calls side by side, for pages that need several answers at once."""

from __future__ import annotations

import contextvars
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from typing import Any, TypeVar

from processmaker.errors import ProcessMakerError

T = TypeVar("T")
_THREADS = 64
_clean_ups: list[Callable[[], None]] = []


class Gathered(dict[str, Any]):
    """What :func:`gather` returns: each call's result, or the ProcessMakerError it raised."""

    def get_or(self, name: str, fallback: T) -> T:
        """Return the result of a call, or ``fallback`` where it failed or was not asked for."""
        found = self.get(name, fallback)
        return fallback if isinstance(found, ProcessMakerError) else found

    def result(self, name: str) -> Any:
        """Return the result of a call, or raise the error that it ended with."""
        found = self[name]
        if isinstance(found, ProcessMakerError):
            raise found
        return found

    @property
    def errors(self) -> dict[str, ProcessMakerError]:
        """The calls that failed."""
        return {name: one for name, one in self.items() if isinstance(one, ProcessMakerError)}


def gather(**calls: Callable[[], object]) -> Gathered:
    """Run ``calls`` side by side and return each one's result or ProcessMakerError by name.

    The first call runs in the caller's thread. Any other exception is a bug, and raised.

    >>> gather(one=lambda: 1, two=lambda: 2).result("two")
    2
    """
    names = list(calls)
    waiting: dict[str, Future[object]] = {}
    for name in names[1:]:
        context = contextvars.copy_context()
        waiting[name] = _pool().submit(context.run, _beside, calls[name])
    found = Gathered()
    if names:
        found[names[0]] = _outcome(calls[names[0]])
    for name, future in waiting.items():
        found[name] = future.result()
    return found


def _outcome(call: Callable[[], object]) -> object:
    try:
        return call()
    except ProcessMakerError as error:
        return error


def after_each_call(clean_up: Callable[[], None]) -> None:
    """Have ``clean_up`` called in the thread of each call beside the caller's, when it is over.

    Those threads stay, so what a call leaves behind in its thread would stay as well.
    """
    _clean_ups.append(clean_up)


def _beside(call: Callable[[], object]) -> object:
    try:
        return _outcome(call)
    finally:
        for clean_up in _clean_ups:
            clean_up()


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=_THREADS, thread_name_prefix="processmaker")


os.register_at_fork(after_in_child=_pool.cache_clear)
