"""The writes that are soaked: every operation of a job, with the cases that it is done to."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import Any

from cases.services.actor import Actor
from tests.cases.case_states import Given, State, claimed, decided, draft, paused, unclaimed
from tests.support.office import Office

Params = dict[str, Any]

_number = count(1)


def approvable(office: Office) -> Given:
    """A purchase of wendy's with an output document among its steps."""
    app_uid = office.ready_purchase()
    (task,) = office.wendy.call("GET", f"/cases/{app_uid}")["current_task"]
    return app_uid, int(task["del_index"])


@dataclass(frozen=True)
class Scene:
    """Who does it, and to what."""

    actors: dict[str, Actor]
    office: Office
    cases: Sequence[Given]

    def target(self) -> Params:
        silvia = self.actors["silvia"].me
        return {"target_uid": silvia.uid, "target_name": silvia.name}

    def targets(self) -> Params:
        people = [self.actors[name].me for name in ("silvia", "jun")]
        found = [{"uid": me.uid, "name": me.name, "open": 0} for me in people]
        return {"targets": found, "by": "turn"}

    def trigger(self) -> Params:
        case = self.office.wendy.call("GET", f"/cases/{self.cases[0][0]}")
        triggers = self.office.silvia.call("GET", f"/project/{case['pro_uid']}/triggers")
        return {"trigger_uid": triggers[0]["tri_uid"], "trigger_title": "soak"}

    def document(self) -> Params:
        app_uid, index = self.cases[0]
        steps = self.office.wendy.call("GET", f"/cases/{app_uid}/{index}/steps")
        document = next(step["id"] for step in steps if step["type"] == "OUTPUT_DOCUMENT")
        return {"document_uid": document, "document_title": "soak"}


@dataclass(frozen=True)
class Kind:
    """One operation: who asks for it, its call on ProcessMaker, its cases and its parameters;
    those of an undo are of the job that is taken back.

    ``seen``: a read-back shows whether it was done; where it does not, "in doubt" is a true end.
    """

    operation: str
    owner: str
    method: str
    path: str
    make: State
    params: Callable[[Scene], Params] = lambda scene: {}
    seen: bool = True

    def cases(self, office: Office, many: int) -> list[Given]:
        """So many new cases for it."""
        with ThreadPoolExecutor(4) as makers:
            return list(makers.map(lambda _: self.make(office), range(many)))


def _text(scene: Scene) -> Params:
    return {"text": f"Soaked {next(_number)}"}


def _value(scene: Scene) -> Params:
    return {"name": "soaked", "value": f"times {next(_number)}"}


KINDS = (
    Kind("reassign", "silvia", "PUT", "/cases/*/reassign-case", claimed, Scene.target),
    Kind("spread", "silvia", "PUT", "/cases/*/reassign-case", claimed, Scene.targets),
    Kind("undo", "silvia", "PUT", "/cases/*/reassign-case", claimed, Scene.target),
    Kind("assign", "silvia", "PUT", "/cases/*/assign", unclaimed, Scene.target),
    Kind("pause", "wendy", "PUT", "/cases/*/pause", claimed),
    Kind("unpause", "wendy", "PUT", "/cases/*/unpause", paused),
    Kind("route", "wendy", "PUT", "/cases/*/route-case", decided),
    Kind("cancel", "silvia", "PUT", "/cases/*/cancel", claimed),
    Kind("delete", "wendy", "DELETE", "/cases/*", draft),
    Kind("variable", "wendy", "PUT", "/cases/*/variable", claimed, _value),
    Kind("trigger", "wendy", "PUT", "/cases/*/execute-trigger/*", claimed, Scene.trigger, False),
    Kind("note", "silvia", "POST", "/cases/*/note", claimed, _text),
    Kind("generate", "wendy", "POST", "/cases/*/output-document/*", approvable, Scene.document,
         False),
)  # fmt: skip
BY_NAME = {kind.operation: kind for kind in KINDS}
