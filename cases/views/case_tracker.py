"""The tracker tab: what the case tracker of the process shows, for whoever may see the case.

ProcessMaker's own tracker pages and the endpoints below ``/light/…/tracker-…`` ask for no
permission at all, so everything is read for a case that has been opened for the person, and for
its own process.
"""

from collections.abc import Callable, Mapping
from typing import Any

from accounts.people import SignedInRequest
from cases.access import OpenedCase, optional
from cases.case_page.header import CaseHeader
from cases.case_page.tracker import (
    Message,
    Tracker,
    read_messages,
    read_tracker,
    tracked_documents,
)
from cases.dynaform import DefinitionError, DynaForm, Mode
from cases.dynaform.drawing import parts_of
from cases.views import case_history
from cases.views.case_documents import shown_of
from cases.views.case_form import definition_of
from cases.views.case_links import tab_url
from cases.views.form_options import CaseOptions
from processmaker import errors
from processmaker.models import TrackerObject
from processmaker.parallel import gather


def calls(request: SignedInRequest, app_uid: str) -> Mapping[str, Callable[[], object]]:
    return {}


def context(request: SignedInRequest, opened: OpenedCase, header: CaseHeader) -> dict[str, Any]:
    """The parts that the configuration names; ``tracker`` is None where the server has none."""
    try:
        tracker = _tracker(request, opened)
    except errors.EndpointMissing:
        return {"tracker": None}
    wanted = tracker.form(request.GET.get("form", ""))
    return {
        "tracker": tracker,
        "forms": _forms(request, opened, header, tracker, wanted),
        "messages": _messages(request, opened) if tracker.shows_messages else None,
        **(_history(request, opened, header) if tracker.shows_map or tracker.shows_history else {}),
        **_documents(request, opened, tracker),
        **(_form(request, opened, header, wanted) if wanted else {}),
    }


def _tracker(request: SignedInRequest, opened: OpenedCase) -> Tracker:
    projects, process_uid = request.pm.projects, opened.case.process_uid
    answers = gather(
        settings=lambda: projects.tracker_settings(process_uid),
        objects=lambda: projects.tracker_objects(process_uid),
    )
    return read_tracker(answers.result("settings"), answers.result("objects"))


def _history(request: SignedInRequest, opened: OpenedCase, header: CaseHeader) -> dict[str, Any]:
    """Map and turns, as the history tab shows them."""
    return case_history.context(request, opened, header)


def _messages(request: SignedInRequest, opened: OpenedCase) -> list[Message] | None:
    """The mails about the case; None where the server does not give them."""
    if not request.me.capabilities.has("light"):
        return None
    case, light = opened.case, request.pm.light
    found = optional(lambda: light.tracker_messages(case.process_uid, case.app_uid))
    return None if found is None else read_messages(found)


def _documents(request: SignedInRequest, opened: OpenedCase, tracker: Tracker) -> dict[str, Any]:
    """The documents that the tracker shows and ProcessMaker lists for this person."""
    if not tracker.objects:
        return {}
    app_uid, listed = opened.case.app_uid, request.pm.documents
    answers = gather(inputs=lambda: listed.inputs(app_uid), outputs=lambda: listed.outputs(app_uid))
    documents = tracked_documents(tracker, answers.result("inputs"), answers.result("outputs"))
    return {"documents": documents, "shown": shown_of(request, documents)}


def _forms(
    request: SignedInRequest,
    opened: OpenedCase,
    header: CaseHeader,
    tracker: Tracker,
    wanted: TrackerObject | None,
) -> list[dict[str, object]]:
    """Each form with its address, which can be shared like that of the tab."""
    del_index = header.here.del_index if header.here else None
    return [
        {
            "title": form.title,
            "description": form.description,
            "url": tab_url(
                request, opened.case.app_uid, del_index, "tracker", form=form.object_uid
            ),
            "current": form is wanted,
        }
        for form in tracker.forms
    ]


def _form(
    request: SignedInRequest, opened: OpenedCase, header: CaseHeader, shown: TrackerObject
) -> dict[str, Any]:
    """One form over the values of the case, to be read."""
    case, uid = opened.case, shown.object_uid
    del_index = header.here.del_index if header.here else _newest(header)
    values = optional(lambda: request.pm.variables.get_all(case.app_uid))
    if values is None:
        return {"form_title": shown.title, "form_refused": True}
    definition = definition_of(request, case, uid, del_index)
    try:
        form = DynaForm.build(
            definition.content,
            values,
            mode=Mode.VIEW,
            options=CaseOptions(request.pm, case.process_uid, uid, case.app_uid, del_index),
        )
    except DefinitionError:
        return {"form_title": shown.title, "form_unreadable": True}
    return {"form_title": shown.title, "form": form, "parts": parts_of(form)}


def _newest(header: CaseHeader) -> int:
    """The last open delegation; the first of all where none is open."""
    return max((task.del_index for task in header.tasks), default=1)
