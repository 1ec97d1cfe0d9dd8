"""Writes that are made to happen at the same time, however busy the machine is."""

import asyncio
from contextlib import suppress

LONGEST = 10
"""Seconds after which nobody waits for a write that was refused before it came so far."""


class Meeting:
    """So many writes wait for each other between what they read and what they store."""

    def __init__(self, writes: int) -> None:
        self._missing = writes
        self._all_here = asyncio.Event()

    @property
    def is_open(self) -> bool:
        return self._missing > 0

    async def join(self) -> None:
        """Wait for the others, but not for ever."""
        self._missing -= 1
        if not self.is_open:
            self._all_here.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._all_here.wait(), LONGEST)
