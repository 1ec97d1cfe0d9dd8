"""Lets a call last as long as it was set to, and not a millisecond longer."""

import asyncio
import select
import selectors

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class _Selector(selectors.EpollSelector):
    """Waits for microseconds; epoll itself waits for whole milliseconds, rounded up."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        select.select([self.fileno()], [], [], timeout)
        return super().select(0)


def event_loop() -> asyncio.AbstractEventLoop:
    """A loop whose timers are never early, and late by no more than the machine is."""
    return asyncio.SelectorEventLoop(_Selector())


class Protocol(HttpToolsProtocol):
    """HTTP as uvicorn speaks it; tells each request when it came, by the clock of the loop."""

    def on_headers_complete(self) -> None:
        self.scope["state"]["arrived_at"] = self.loop.time()
        super().on_headers_complete()
