"""A real sandbox process, and what tests ask of it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from pmdash.processes.child import Child
from tests.support.waiting import wait_until

SECONDS_TO_START = 180


class SandboxProcess:
    """`python -m sandbox` on a port of its own."""

    def __init__(self, python: str, port: int, folder: Path, *, cases: int, **env: str) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.control = f"{self.url}/__sandbox__"
        command = [python, "-m", "sandbox", "--port", str(port), "--cases", str(cases)]
        self.cases = cases
        self._module = ""
        self.child = Child("sandbox", command, folder, env)
        self.child.wait_until(self._is_ready, SECONDS_TO_START)

    def reset(self, **wish: Any) -> dict[str, Any]:
        """Begin again: `cases`, `profile`, `world`, `empty`, each optional."""
        return self._post("reset", {"cases": self.cases, "profile": "3.8+extrarest", **wish})

    def begin(self, module: str) -> None:
        """Begin again with the tests of another module, in whatever order they come."""
        if module != self._module:
            self._module = module
            self.reset(world=None)

    def ledger(self) -> list[dict[str, Any]]:
        """The accepted writes, in order."""
        return self._get("ledger")

    def asked(self) -> list[str]:
        """What was asked since the last call of `forget_asked`: method and path of each."""
        return [f"{one['method']} {one['path']}" for one in self._get("requests")]

    def forget_asked(self) -> None:
        requests.delete(f"{self.control}/requests", timeout=60).raise_for_status()

    def fault(self, name: str, **rule: Any) -> None:
        """Switch a fault on: `path` pattern, `method`, `times`, `probability`, `seconds`."""
        self._post("faults", {"name": name, **rule})

    def clear_faults(self) -> None:
        requests.delete(f"{self.control}/faults", timeout=60).raise_for_status()

    def meeting(self, writes: int) -> None:
        """Let the next so many writes wait for each other before they store anything."""
        self._post("meeting", {"writes": writes})

    def latency(self, milliseconds: float) -> None:
        """Slow every answer down."""
        self._post("latency", {"ms": milliseconds})

    @contextmanager
    def silent_until(self, calls: int) -> Iterator[None]:
        """Answer nothing before so many calls have come: they go out side by side, or never."""
        self.forget_asked()
        self.fault("slow", path="/api/*", seconds=3600)
        with ThreadPoolExecutor(1) as pool:
            came = pool.submit(self._clear_after, calls)
            yield
            came.result()

    def _clear_after(self, calls: int) -> None:
        try:
            wait_until(lambda: len(self.asked()) >= calls)
        finally:
            self.clear_faults()

    def stop(self) -> None:
        self.child.stop()

    def _is_ready(self) -> bool:
        return "sandbox ready" in self.child.log.read_text()

    def _get(self, name: str) -> Any:
        response = requests.get(f"{self.control}/{name}", timeout=60)
        response.raise_for_status()
        return response.json()

    def _post(self, name: str, body: dict[str, Any]) -> Any:
        response = requests.post(f"{self.control}/{name}", json=body, timeout=60)
        assert response.ok, response.text
        return response.json()
