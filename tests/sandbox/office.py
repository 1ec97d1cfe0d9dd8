"""The people and processes of the recorded world, spoken to over HTTP."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import requests

WORLD_FILE = Path(__file__).parents[1] / "contract" / "scenarios" / "world.json"
WORLD = json.loads(WORLD_FILE.read_text())
CLIENT = {"client_id": "pmdash-demo", "client_secret": "pmdash-demo-secret"}
PASSWORD = "sandbox"

PROCESSES = {process["title"]: process for process in WORLD["processes"]}
USERS = {user["username"]: user["uid"] for user in WORLD["users"]}
GROUPS = {group["title"]: group["uid"] for group in WORLD["groups"]}


def task_uid(process: str, title: str) -> str:
    tasks = PROCESSES[process]["tasks"]
    return next(str(task["uid"]) for task in tasks if task["title"] == title)


def trigger_uid(process: str, title: str) -> str:
    triggers = PROCESSES[process]["triggers"]
    return next(str(trigger["uid"]) for trigger in triggers if trigger["title"] == title)


class Office:
    """One sandbox; ``office.get("operator1", "/cases")`` is the parsed body."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = requests.Session()
        self._tokens: dict[str, str] = {}

    def control(self, name: str, body: dict[str, Any]) -> Any:
        answer = self.http.post(f"{self.url}/__sandbox__/{name}", json=body, timeout=60)
        assert answer.ok, answer.text
        return answer.json()

    def begin(self, profile: str = "3.8+extrarest") -> None:
        """An empty server of that kind with the recorded world."""
        self._tokens.clear()
        self.control("reset", {"profile": profile, "empty": True})

    def token(self, user: str) -> str:
        if user not in self._tokens:
            body = {**CLIENT, "grant_type": "password", "username": user, "password": PASSWORD}
            answer = self.http.post(f"{self.url}/workflow/oauth2/token", json=body, timeout=60)
            self._tokens[user] = answer.json()["access_token"]
        return self._tokens[user]

    def call(self, user: str | None, method: str, path: str, **options: Any) -> requests.Response:
        headers = dict(options.pop("headers", {}))
        if user:
            headers["Authorization"] = f"Bearer {self.token(user)}"
        return self.http.request(
            method,
            f"{self.url}/api/1.0/workflow{path}",
            headers=headers,
            timeout=60,
            allow_redirects=False,
            **options,
        )

    def get(self, user: str, path: str, **query: Any) -> Any:
        answer = self.call(user, "GET", path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def put(self, user: str, path: str, body: Any, **query: Any) -> None:
        answer = self.call(user, "PUT", path, json=body, params=query)
        assert (answer.status_code, answer.content) == (200, b""), answer.text

    def refused(self, user: str, method: str, path: str, body: Any = None) -> tuple[int, str]:
        """Status and message of a call that must fail."""
        error = self.call(user, method, path, json=body).json()["error"]
        return error["code"], error["message"].partition(": ")[2]

    def together(self, *calls: tuple[str, str, str, Any]) -> list[int]:
        """Statuses of writes that all have read before one of them stores."""
        self.control("meeting", {"writes": len(calls)})
        for user, *_ in calls:
            self.token(user)
        with ThreadPoolExecutor(len(calls)) as pool:
            sent = [pool.submit(self.alone, *call) for call in calls]
            return sorted(one.result() for one in sent)

    def alone(self, user: str, method: str, path: str, body: Any) -> int:
        headers = {"Authorization": f"Bearer {self.token(user)}"}
        url = f"{self.url}/api/1.0/workflow{path}"
        return requests.request(method, url, json=body, headers=headers, timeout=60).status_code

    def start(self, user: str, process: str, **variables: Any) -> str:
        """Start a case at the first task; its uid."""
        first = next(task for task in PROCESSES[process]["tasks"] if task["start"])
        body = {
            "pro_uid": PROCESSES[process]["uid"],
            "tas_uid": first["uid"],
            "variables": [variables],
        }
        answer = self.call(user, "POST", "/cases", json=body)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["app_uid"])

    def route(self, user: str, case: str, index: int) -> None:
        self.put(user, f"/cases/{case}/route-case", {"del_index": str(index)})

    def current(self, user: str, case: str) -> list[tuple[str, str, str]]:
        """Index, holder and thread status of the open tasks, as ``user`` sees them."""
        names = {uid: name for name, uid in USERS.items()}
        tasks = self.get(user, f"/cases/{case}")["current_task"]
        return [
            (t["del_index"], names.get(t["usr_uid"], ""), t["del_thread_status"]) for t in tasks
        ]

    def ledger(self) -> list[dict[str, Any]]:
        return list(self.http.get(f"{self.url}/__sandbox__/ledger", timeout=60).json())
