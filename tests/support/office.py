"""People of the demo office at work: what they do to cases over the sandbox's own REST API."""

from typing import Any

import requests

CLIENT = {"client_id": "pmdash-demo", "client_secret": "pmdash-demo-secret"}
PASSWORD = "sandbox"
USERNAMES = {
    "Wendy Marsh": "wendy",
    "Mary Quinn": "mary",
    "Siobhán O'Connor": "siobhan",
    "Silvia Ortega": "silvia",
    "Amara Okafor": "amara",
    "Bob Tanner": "bob",
    "Jun Takahashi": "jun",
    "Lars Lindqvist": "lars",
    "Mateo Quispe Mamani": "mateo",
}


class Worker:
    """One person with a token of their own; every call must succeed."""

    def __init__(self, url: str, username: str) -> None:
        body = {"grant_type": "password", "username": username, "password": PASSWORD, **CLIENT}
        token = requests.post(f"{url}/workflow/oauth2/token", json=body, timeout=60).json()
        self._headers = {"Authorization": f"Bearer {token['access_token']}"}
        self._api = f"{url}/api/1.0/workflow"

    def call(self, method: str, path: str, **more: Any) -> Any:
        response = requests.request(
            method, self._api + path, headers=self._headers, timeout=30, **more
        )
        assert response.ok, f"{method} {path}: {response.status_code} {response.text[:300]}"
        return response.json() if response.content else None

    def start(self, task_title: str, variables: dict[str, object]) -> str:
        """Start the case that begins with this task; it is a draft of this person."""
        tasks = self.call("GET", "/case/start-cases")
        task = next(task for task in tasks if task["pro_title"].endswith(f"({task_title})"))
        body = {
            "pro_uid": task["pro_uid"],
            "tas_uid": task["tas_uid"],
            "variables": [variables],
        }
        return str(self.call("POST", "/cases", json=body)["app_uid"])

    def route(self, app_uid: str, del_index: int = 1) -> None:
        self.call("PUT", f"/cases/{app_uid}/route-case", json={"del_index": str(del_index)})

    def claim(self, app_uid: str, del_index: int) -> None:
        self.call("POST", f"/light/case/{app_uid}/claim", json={"del_index": str(del_index)})

    def pause(self, app_uid: str, del_index: int) -> None:
        self.call("PUT", f"/cases/{app_uid}/pause", json={"index": del_index})

    def cancel(self, app_uid: str) -> None:
        self.call("PUT", f"/cases/{app_uid}/cancel", json={})

    def set(self, app_uid: str, del_index: int, **variables: object) -> None:
        path = f"/cases/{app_uid}/variable?del_index={del_index}"
        self.call("PUT", path, json=variables)

    def note(self, app_uid: str, text: str) -> None:
        body = {"note_content": text, "send_mail": 0}
        self.call("POST", f"/cases/{app_uid}/note", json=body)

    def delete(self, app_uid: str) -> None:
        self.call("DELETE", f"/cases/{app_uid}")

    def upload(
        self, app_uid: str, name: str, content: bytes, comment: str = "first offer", index: int = 1
    ) -> str:
        """Upload an input document of the first step that takes one; its uid."""
        steps = self.call("GET", f"/cases/{app_uid}/{index}/steps")
        document = next(step["id"] for step in steps if step["type"] == "INPUT_DOCUMENT")
        task = self.call("GET", f"/cases/{app_uid}/current-task")["tas_uid"]
        form = {"inp_doc_uid": document, "tas_uid": task, "app_doc_comment": comment}
        files = {"form": (name, content, "application/octet-stream")}
        path = f"/cases/{app_uid}/input-document"
        return str(self.call("POST", path, data=form, files=files)["app_doc_uid"])


class Office:
    """The people by their names, and cases in the states that tests need."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._workers: dict[str, Worker] = {}

    def __getattr__(self, username: str) -> Worker:
        if username.startswith("_"):
            raise AttributeError(username)
        if username not in self._workers:
            self._workers[username] = Worker(self._url, username)
        return self._workers[username]

    def purchase(self, **variables: object) -> str:
        """A purchase that wendy has started and not sent on."""
        return self.wendy.start("Request purchase", {"what": "Label printers", **variables})

    def split_purchase(self) -> str:
        """A purchase whose checks run side by side: budget unclaimed, stock with a person."""
        app_uid = self.purchase()
        self.wendy.route(app_uid)
        return app_uid

    def ready_purchase(self) -> str:
        """A purchase that wendy has to approve, with an output document among the steps."""
        app_uid = self.split_purchase()
        self.mary.claim(app_uid, 2)
        self.mary.route(app_uid, 2)
        holder, index = self.holder_of(app_uid)
        holder.route(app_uid, index)
        self._give_to_wendy(app_uid)
        return app_uid

    def generate(self, app_uid: str) -> None:
        """Let wendy make the output document of her task."""
        _holder, index = self.holder_of(app_uid)
        steps = self.wendy.call("GET", f"/cases/{app_uid}/{index}/steps")
        document = next(step["id"] for step in steps if step["type"] == "OUTPUT_DOCUMENT")
        self.wendy.call("POST", f"/cases/{app_uid}/{index}/output-document/{document}")

    def _give_to_wendy(self, app_uid: str) -> None:
        (task,) = self.wendy.call("GET", f"/cases/{app_uid}")["current_task"]
        wendy = self.wendy.call("GET", "/light/user/data")["userId"]
        if task["usr_uid"] != wendy:
            people = {"usr_uid_source": task["usr_uid"], "usr_uid_target": wendy}
            body = {"del_index": int(task["del_index"]), **people}
            self.silvia.call("PUT", f"/cases/{app_uid}/reassign-case", json=body)

    def unclaimed_leave(self) -> str:
        """A short leave of bob that waits for a team lead to claim it."""
        app_uid = self.bob.start("Apply for leave", {"employee": "Bob Tanner", "days": 3})
        self.bob.route(app_uid)
        return app_uid

    def cancelled_leave(self) -> str:
        """A long leave of bob that a director cancelled."""
        app_uid = self.bob.start("Apply for leave", {"employee": "Bob Tanner", "days": 20})
        self.bob.route(app_uid)
        holder, _index = self.holder_of(app_uid)
        holder.cancel(app_uid)
        return app_uid

    def completed_leave(self) -> str:
        """A short leave that went all the way; wendy approved it."""
        app_uid = self.unclaimed_leave()
        self.wendy.claim(app_uid, 2)
        self.wendy.set(app_uid, 2, decision="approve")
        self.wendy.route(app_uid, 2)
        holder, index = self.holder_of(app_uid)
        holder.route(app_uid, index)
        return app_uid

    def holder_of(self, app_uid: str) -> tuple[Worker, int]:
        """Who has the only open task of a case, and its index."""
        (task,) = self.silvia.call("GET", f"/cases/{app_uid}")["current_task"]
        return getattr(self, USERNAMES[task["usr_name"]]), int(task["del_index"])
