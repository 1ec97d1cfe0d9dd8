"""``/light/*``: the mobile API, in every 3.x; camel case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from processmaker import answers
from processmaker.endpoints import Call, Query, endpoint
from processmaker.fields import items
from processmaker.models import Dynaform, ServerConfig, Step, TrackerMessage, User
from processmaker.paths import checked
from processmaker.resources.light_cases import LightCases
from processmaker.resources.light_lists import LightLists


class Light(LightLists, LightCases):
    """Configuration, identity and forms; lists and cases are in the classes below it."""

    @endpoint("GET", "/light/config", needs="light", is_public=True)
    def config(self, call: Call) -> ServerConfig:
        """Version, time zone and formats; public, the cheapest probe there is."""
        return call.one(ServerConfig)

    @endpoint("GET", "/light/config-user", needs="light")
    def config_user(self, call: Call) -> ServerConfig:
        """As :meth:`config`, for the caller."""
        return call.one(ServerConfig)

    @endpoint("GET", "/light/user/data", needs="light")
    def user_data(self, call: Call) -> User:
        """Who the caller is; ``role`` is the role's name."""
        return call.one(User)

    @endpoint("GET", "/light/project/{prj_uid}/activity/{act_uid}/steps", needs="light")
    def activity_steps(self, call: Call, project_uid: str, task_uid: str) -> tuple[Step, ...]:
        """The form steps of a task."""
        return call.many(Step, project_uid, task_uid)

    @endpoint("GET", "/light/project/{prj_uid}/dynaforms", needs="light")
    def dynaforms(self, call: Call, project_uid: str) -> tuple[Dynaform, ...]:
        """The forms of a process with their definitions, for any user."""
        return call.many(Dynaform, project_uid)

    @endpoint("POST", "/light/project/{prj_uid}/dynaforms", needs="light", is_read=True)
    def some_dynaforms(
        self, call: Call, project_uid: str, dynaform_uids: Iterable[str]
    ) -> tuple[Dynaform, ...]:
        """These forms of a process with their definitions."""
        body = {"formId": [checked("dyn_uid", uid) for uid in dynaform_uids]}
        answer = call.send(project_uid, body=body)
        return call.built_all(answer, Dynaform, answers.structure(answer))

    @endpoint("GET", "/light/project/{prj_uid}/dynaform/{dyn_uid}", needs="light")
    def dynaform(self, call: Call, project_uid: str, dynaform_uid: str) -> Dynaform:
        """The definition of a form, for any user."""
        return _form(call, project_uid, dynaform_uid)

    @endpoint("GET", "/light/project/{prj_uid}/dynaformprocessed/{dyn_uid}", needs="light")
    def dynaform_processed(
        self, call: Call, project_uid: str, dynaform_uid: str, *, app_uid: str, del_index: int
    ) -> Dynaform:
        """The definition with the values and options of a case filled in."""
        query = {"app_uid": checked("app_uid", app_uid), "del_index": str(del_index)}
        return _form(call, project_uid, dynaform_uid, query=query)

    @endpoint("GET", "/light/case/{app_number}/tracker/{pin}", needs="light", is_public=True)
    def tracker(self, call: Call, number: int, pin: str) -> Mapping[str, Any]:
        """The case tracker of a case, by its number and PIN."""
        return call.mapping(number, pin)

    @endpoint("GET", "/light/process/{pro_uid}/case/{app_uid}/tracker-history", needs="light")
    def tracker_history(
        self, call: Call, process_uid: str, app_uid: str
    ) -> tuple[Mapping[str, object], ...]:
        """The routing history that the case tracker shows."""
        return call.mappings(process_uid, app_uid)

    @endpoint("GET", "/light/process/{pro_uid}/case/{app_uid}/tracker-docs", needs="light")
    def tracker_documents(
        self, call: Call, process_uid: str, app_uid: str
    ) -> tuple[Mapping[str, object], ...]:
        """The documents that the case tracker shows."""
        return call.mappings(process_uid, app_uid)

    @endpoint("GET", "/light/process/{pro_uid}/case/{app_uid}/tracker-messages", needs="light")
    def tracker_messages(
        self, call: Call, process_uid: str, app_uid: str
    ) -> tuple[TrackerMessage, ...]:
        """The mails that the case tracker shows, the oldest first.

        It asks for no permission. A tracker that shows none answers BadRequest.
        """
        return call.many(TrackerMessage, process_uid, app_uid)


def _form(call: Call, *segments: str | int, query: Query | None = None) -> Dynaform:
    answer = call.send(*segments, query=query)
    found = answers.structure(answer)
    # Some releases answer a list of one.
    only = items(found)[:1] if isinstance(found, list) else [found]
    return call.built(answer, Dynaform, only[0] if only else None)
